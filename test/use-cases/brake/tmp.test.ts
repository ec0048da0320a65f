import { test } from 'vitest';
import { aGrowingCompany, bornOn, spikeDay } from './a-growing-company.ts';
test('x', async () => {
    const company = await aGrowingCompany();
    const refused = bornOn(spikeDay, 100, 'N').map((each) => ({ ...each, fields: { ...each.fields, consent: false } }));
    await company.keep(...refused, ...bornOn(spikeDay, 20, 'S'));
    company.moveTo(`${spikeDay}T09:00:00+09:00`);
    console.log('run');
    await company.run('birthday', spikeDay);
    console.log('ran', company.planned.length, company.offered.length);
    await company.planAll();
    console.log('planned');
    await company.sendAll();
    console.log('sent', company.mailsSince().length);
}, 10000);
