import type { Fields } from '../../../lambda/domain/records/record.ts';
import { plusDays, tokyoDate, tokyoInstant } from '../company/calendar.ts';
import { type Company, DAYS_WITH_DATES, idOf } from '../company/company.ts';
import { toCsv } from '../company/csv.ts';
import type { People } from './person.ts';
import type { Publisher } from './publisher.ts';

const HOUR_MS = 3_600_000;

/** The marketers and the CRM's export: lists with changes, events, new editions, campaigns switched off and on. */
export function addStaff(people: People, company: Company, publisher: Publisher, roughUntilMs: number): void {
  const { world } = people;
  const { loop, random } = world.sim;
  const known = new Map(company.customers.map((each) => [each.id, each]));
  let uploads = 0;
  const sometimes = (count: number, work: () => void) => {
    for (let n = 0; n < count; n += 1) {
      const atMs = random.between(loop.nowMs + HOUR_MS, roughUntilMs);
      loop.after(atMs - loop.nowMs, work);
    }
  };

  function uploadList() {
    uploads += 1;
    const changed = Array.from({ length: random.between(1, 6) }, () => random.pick([...known.values()]));
    for (const each of changed) known.set(each.id, { ...each, fields: change(each.fields) });
    const list = [...new Set(changed.map(({ id }) => id))].flatMap((id) => known.get(id) ?? []);
    world.upload(`imports/u${uploads}/customers.csv`, toCsv(list));
  }

  function change(fields: Fields): Fields {
    const day = plusDays(company.start, random.between(0, DAYS_WITH_DATES));
    switch (random.between(0, 8)) {
      case 0:
        return { ...fields, birthday: `1988${day.slice(4)}` };
      case 1:
        return { ...fields, contractEnd: plusDays(day, random.between(0, 6)) };
      case 2:
        return { ...fields, stopped: fields.stopped !== true };
      case 3:
        return { ...fields, approvalRequired: fields.approvalRequired !== true };
      case 4:
        return { ...fields, email: `new${uploads}-${String(fields.name).slice(2)}@example.com` };
      default:
        return { ...fields, productA: fields.productA !== true };
    }
  }

  function uploadEvents() {
    uploads += 1;
    const lines = Array.from({ length: random.between(1, 12) }, (_, n) => {
      const id = `E${uploads}-${n}`;
      const customer = idOf(random.between(0, company.customers.length - 1));
      const at = new Date(loop.nowMs - random.between(0, 5 * HOUR_MS)).toISOString();
      return JSON.stringify({ id, event: 'document-downloaded', customer, at, data: { no: id } });
    });
    world.upload(`imports/u${uploads}/events.jsonl`, `${lines.join('\n')}\n`);
  }

  sometimes(random.pick([0, 3, 8, 24]), uploadList);
  sometimes(random.between(0, 5), uploadEvents);
  sometimes(random.between(0, 5), () => publisher.edit(random.pick(company.campaigns).id));
  if (random.chance(0.4)) {
    sometimes(1, () => {
      const { id } = random.pick(company.campaigns);
      publisher.enable(id, false);
      // Switched on again in the evening: what falls due the next day is mailed.
      const back = tokyoInstant(tokyoDate(loop.nowMs), 20) + random.between(0, 2) * 24 * HOUR_MS;
      loop.after(Math.max(HOUR_MS, back - loop.nowMs), () => publisher.enable(id, true));
    });
  }
}
