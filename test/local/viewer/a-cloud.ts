import { composeMime } from '../../../lambda/adapters/ses/compose-mime.ts';
import { instantOf } from '../../../lambda/domain/calendar/zone.ts';
import type { SendRow } from '../../../lambda/domain/send-log/send-row.ts';
import type { OutgoingMail } from '../../../lambda/ports.ts';
import type {
  Trouble,
  UploadOutcome,
  ViewedCampaign,
  ViewedCard,
  ViewedMail,
  ViewerBackend,
} from '../../../local/viewer/viewer-backend.ts';
import { aMail } from '../../adapters/ses/a-mail.ts';

const ZONE = 'Asia/Tokyo';

/** A cloud made of lists that a test fills; its runs move the clock at once, unless `run` says otherwise. */
export interface ACloud extends ViewerBackend {
  readonly state: {
    nowMs: number;
    revision: number;
    mails: ViewedMail[];
    cards: ViewedCard[];
    rows: SendRow[];
    campaigns: ViewedCampaign[];
    troubles: Trouble[];
    names: Map<string, string>;
    /** What an upload comes to. */
    outcome: UploadOutcome;
    /** What a run does besides moving the clock. */
    run: () => Promise<void>;
  };
  readonly uploads: { readonly key: string; readonly text: string }[];
  readonly runs: string[];
}

/** An empty cloud on the morning of 2027-03-14 in Tokyo. */
export function aCloud(changes: Partial<ACloud['state']> = {}): ACloud {
  const state: ACloud['state'] = {
    nowMs: instantOf('2027-03-14', '08:00', ZONE),
    revision: 0,
    mails: [],
    cards: [],
    rows: [],
    campaigns: [],
    troubles: [],
    names: new Map(),
    outcome: { kind: 'stored' },
    run: async () => {},
    ...changes,
  };
  const uploads: ACloud['uploads'] = [];
  const runs: string[] = [];
  return {
    state,
    uploads,
    runs,
    timeZone: ZONE,
    nowMs: () => state.nowMs,
    revision: () => `${state.revision}/${state.mails.length}/${state.rows.length}`,
    mails: () => state.mails,
    cards: () => state.cards,
    sendLog: async () => state.rows,
    customerNames: async () => state.names,
    campaigns: async () => state.campaigns,
    troubles: async () => state.troubles,
    async runThrough(date) {
      runs.push(date);
      await state.run();
      state.nowMs = instantOf(date, '20:00', ZONE);
      state.revision += 1;
    },
    async upload(key, bytes) {
      uploads.push({ key, text: new TextDecoder().decode(bytes) });
      state.revision += 1;
      return state.outcome;
    },
  };
}

/** A mail as SES would have taken it, composed by the real composer. */
export async function aViewedMail(
  messageId: string,
  changes: Partial<OutgoingMail> = {},
  atMs?: number,
): Promise<ViewedMail> {
  const mail = aMail(changes);
  const sentMs = atMs ?? instantOf('2027-03-14', '09:00', ZONE);
  const tags = Object.entries(mail.tags).map(([name, value]) => ({ name, value }));
  return { messageId, atMs: sentMs, raw: await composeMime(mail, sentMs), destinations: [mail.to.address], tags };
}

/** A birthday mail's row, sent. */
export function aSendRow(changes: Partial<SendRow> = {}): SendRow {
  const { customer = 'C0001' } = changes;
  return {
    customer,
    key: `birthday#customer/${customer}#2027#`,
    campaign: 'birthday',
    record: `customer/${customer}`,
    path: {},
    date: '2027-03-14',
    dueOn: '2027-03-14',
    offset: '',
    state: 'sent',
    reason: '',
    version: '3f2a9c0d11',
    messageId: 'm-1',
    at: '2027-03-14T00:00:05.000Z',
    attempt: 1,
    ...changes,
  };
}

/** A post of one Adaptive Card, in the envelope for Workflows. */
export function aCard(text: string, changes: Partial<ViewedCard> = {}): ViewedCard {
  const content = {
    type: 'AdaptiveCard',
    version: '1.5',
    msteams: { width: 'Full' },
    body: [{ type: 'TextBlock', text, wrap: true }],
    actions: [{ type: 'Action.OpenUrl', title: '開く', url: 'https://crm.example.jp/C0001' }],
  };
  const payload = {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
  return { place: '営業', atMs: instantOf('2027-03-14', '09:01', ZONE), payload, status: 202, ...changes };
}
