import { type SendRef, type SendRow, sendName } from '../domain/send-log/send-row.ts';
import type { SendLog } from '../ports.ts';

/** The send log as it will be when what is foreseen has come about. Of the log itself it only reads. */
export interface ForeseenLog {
  /** A customer's rows, the foreseen ones in place of the log's: what who decides looks at. */
  readonly ofCustomer: SendLog['ofCustomer'];
  /** Reads the log's rows of these occurrences, in place of those read before. */
  load(refs: readonly SendRef[]): Promise<void>;
  /** The row of a loaded occurrence: the foreseen one, else the log's. */
  row(ref: SendRef): SendRow | undefined;
  isForeseen(ref: SendRef): boolean;
  foresee(row: SendRow): void;
}

/** A view of the log in which nothing is foreseen yet. */
export function foreseeOver(sendLog: Pick<SendLog, 'getMany' | 'ofCustomer'>): ForeseenLog {
  const byCustomer = new Map<string, Map<string, SendRow>>();
  let loaded: ReadonlyMap<string, SendRow> = new Map();
  const foreseen = ({ customer, key }: SendRef) => byCustomer.get(customer)?.get(key);
  return {
    async ofCustomer(customer, prefix) {
      const own = byCustomer.get(customer) ?? new Map<string, SendRow>();
      const kept = await sendLog.ofCustomer(customer, prefix);
      const added = [...own.values()].filter(({ key }) => key.startsWith(prefix));
      return [...kept.filter(({ key }) => !own.has(key)), ...added];
    },
    async load(refs) {
      loaded = await sendLog.getMany(refs);
    },
    row: (ref) => foreseen(ref) ?? loaded.get(sendName(ref)),
    isForeseen: (ref) => foreseen(ref) !== undefined,
    foresee(row) {
      const own = byCustomer.get(row.customer) ?? new Map<string, SendRow>();
      byCustomer.set(row.customer, own.set(row.key, row));
    },
  };
}
