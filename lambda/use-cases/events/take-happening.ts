import type { EventProblem } from '../../domain/events/event-problem.ts';
import { eventRecord, type Happening } from '../../domain/events/event-record.ts';
import { severalCustomers, unknownCustomer } from '../../domain/events/event-words.ts';
import { recordName } from '../../domain/records/record.ts';
import type { CampaignStore, CustomerStore } from '../../ports.ts';
import { readEventCampaigns } from '../import-event-campaigns.ts';
import { type StartCampaignsTools, startEventCampaigns } from '../start-event-campaigns.ts';
import { type FindCustomerTools, findCustomer } from './find-customer.ts';
import { type ErasedTools, isByErased } from './is-erased.ts';
import type { RecordChangeTools } from './take-record-change.ts';

/** What taking in what customers did needs. */
export interface HappeningTools extends FindCustomerTools, ErasedTools, StartCampaignsTools {
  readonly customers: Pick<CustomerStore, 'get' | 'getMany' | 'find' | 'putMany'>;
  readonly campaigns: CampaignStore;
  readonly log: RecordChangeTools['log'];
}

/**
 * Keeps what a customer did as a record of type `event`, and starts the live campaigns that wait for it. Answers what is
 * wrong when it is not known, or not certain, whose it is. The same event again makes no second mail.
 */
export async function takeHappening(
  tools: HappeningTools,
  { by, ...happening }: Happening,
): Promise<EventProblem | undefined> {
  const { id, event, at } = happening;
  if (await isByErased(tools, by)) {
    tools.log.info('event-of-erased', { event: id });
    return undefined;
  }
  const [customer, ...others] = await findCustomer(tools, by);
  const path = 'customer' in by ? 'detail.customer' : 'detail.email';
  if (customer === undefined) return { path, explanation: unknownCustomer };
  if (others.length > 0) return { path, explanation: severalCustomers };
  const record = eventRecord({ ...happening, customer });
  const [result = 'unchanged'] = await tools.customers.putMany([record]);
  // Also for one that is known already: a crash may have come between the two.
  await startEventCampaigns(tools, await readEventCampaigns(tools.campaigns), [{ id: record.id, event, at }]);
  tools.log.info('event-taken', { event: id, record: recordName(record), customer, result });
  return undefined;
}
