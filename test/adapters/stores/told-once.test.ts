import { expect, test } from 'vitest';
import { describeStores } from './backends.ts';

const at = '2027-03-16T00:00:00.000Z';
const later = '2027-03-17T00:00:00.000Z';

describeStores('what people have been told', (stores) => {
  test('is not known before it was noted, and then it is, with the time it was last told', async () => {
    const told = await stores.toldOnce();
    expect(await told.has('run-missed/birthday/2027-03-14')).toBe(false);
    expect(await told.toldAt('run-missed/birthday/2027-03-14')).toBeUndefined();
    await told.note('run-missed/birthday/2027-03-14', at);
    expect(await told.has('run-missed/birthday/2027-03-14')).toBe(true);
    expect(await told.has('run-missed/birthday/2027-03-15')).toBe(false);
    await told.note('run-missed/birthday/2027-03-14', later);
    expect(await told.toldAt('run-missed/birthday/2027-03-14')).toBe(later);
  });
});
