import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import { type ReadMail, readMail } from './read-mail.ts';
import type { Trouble, ViewedCampaign, ViewedMail, ViewerBackend } from './viewer-backend.ts';

/** Everything to be seen at one moment. */
export interface Snapshot {
  readonly revision: string;
  readonly mails: readonly ViewedMail[];
  readonly rows: readonly SendRow[];
  readonly customerNames: ReadonlyMap<string, string>;
  readonly campaigns: readonly ViewedCampaign[];
  readonly troubles: readonly Trouble[];
}

/** Reads the backend again only when its revision is another, and once for all who ask meanwhile. */
export function createSnapshots(backend: ViewerBackend): {
  current(): Promise<Snapshot>;
  read(mail: ViewedMail): Promise<ReadMail>;
} {
  let last: Snapshot | undefined;
  let reading: Promise<Snapshot> | undefined;
  const readMails = new Map<string, Promise<ReadMail>>();

  async function take(): Promise<Snapshot> {
    // The revision comes first: what changes while the rest is read will then be read again.
    const revision = backend.revision();
    const mails = [...backend.mails()];
    const [rows, campaigns, troubles] = await Promise.all([backend.sendLog(), backend.campaigns(), backend.troubles()]);
    const customerNames = await backend.customerNames([...new Set(rows.map(({ customer }) => customer))]);
    last = { revision, mails, rows, customerNames, campaigns, troubles };
    return last;
  }

  return {
    async current() {
      if (last && last.revision === backend.revision()) return last;
      reading ??= take().finally(() => {
        reading = undefined;
      });
      return reading;
    },
    read(mail) {
      const known = readMails.get(mail.messageId) ?? readMail(mail);
      readMails.set(mail.messageId, known);
      return known;
    },
  };
}
