import type { Company } from './company/company.ts';
import type { World } from './functions/world.ts';
import type { People } from './persons/person.ts';
import type { Publisher } from './persons/publisher.ts';
import type { MailRecord, WeekRecords } from './records.ts';
import type { AcceptedMail } from './services/mail-service.ts';
import { readMime } from './services/read-mime.ts';
import { readTags } from './services/read-tags.ts';

interface Finished {
  readonly company: Company;
  readonly world: World;
  readonly people: People;
  readonly publisher: Publisher;
  readonly calmFromMs: number;
}

/** What is left of a finished week. */
export async function recordsOf({ company, world, people, publisher, calmFromMs }: Finished): Promise<WeekRecords> {
  const { mailService, sendLog, queues, teams, scheduler, sim } = world;
  const isCustomers = ({ tags }: AcceptedMail) => tags.customer !== undefined;
  const colleagues = mailService.mailbox.filter((mail) => !isCustomers(mail));
  return {
    ...{ endMs: sim.loop.nowMs, calmFromMs, campaigns: company.campaigns, published: publisher.history },
    data: world.customers.history,
    mails: mailService.mailbox.filter(isCustomers).map(toRecord),
    refused: mailService.refused,
    rows: sendLog.rows(),
    steps: sendLog.history.map(({ atMs, row: { customer, key, state, reason } }) => ({
      ...{ atMs, customer, key, state, reason },
    })),
    told: [
      ...teams.cards,
      ...colleagues.map(({ atMs, mime }) => {
        const { subject, text } = readMime(mime);
        return { atMs, text: `${subject}\n${text}` };
      }),
    ],
    acts: people.acts,
    deadLetters: Object.values(queues).flatMap((queue) => queue.deadLetters),
    undelivered: scheduler.deadLetters,
    queued: Object.values(queues).reduce((sum, { size }) => sum + size, 0),
    openRuns: (await world.campaigns.openRuns()).map(({ campaign, date }) => `${campaign} ${date}`),
    outages: mailService.options.outages,
    isQuotaTight: mailService.options.max24HourSend < 50_000,
    handed: mailService.handed,
  };
}

function toRecord({ atMs, messageId, senderBeganMs, to, tags, mime }: AcceptedMail): MailRecord {
  return { atMs, messageId, senderBeganMs, to, subject: readMime(mime).subject, ...readTags(tags) };
}
