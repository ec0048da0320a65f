import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import type { Period } from '../../domain/prove/proof.ts';
import type { RefusalHistory } from '../../domain/prove/refusal-history.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { AddressHasher, CampaignStore, Clock, CustomerReader, RunRow, SendLog, Subject } from '../../ports.ts';

/** What checking a send log needs; everything is read, nothing written. */
export interface ProveTools {
  readonly stage: Pick<StageConfig, 'name'>;
  readonly clock: Clock;
  readonly campaigns: CampaignStore;
  readonly customers: CustomerReader;
  readonly sendLog: Pick<SendLog, 'byRun' | 'getMany'>;
  readonly hasher: AddressHasher;
  /** A campaign's runs by their date, both ends included. */
  readonly runs: (campaign: string, from: IsoDate, to: IsoDate) => Promise<readonly RunRow[]>;
  /** Of whoever has ever refused anything. */
  readonly refusals: (subject: Subject) => RefusalHistory | undefined;
  /** Told of each campaign as it is begun. */
  readonly onCampaign?: (campaign: string, period: Period) => void;
}
