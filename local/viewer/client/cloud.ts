import type {
  CampaignView,
  CardView,
  MailLine,
  MailView,
  SendView,
  StateView,
  TroubleView,
  UploadView,
} from '../view.ts';

let known: { readonly etag: string; readonly state: StateView } | undefined;

/** What every page shows; the very same object as long as nothing has changed. Throws when the cloud does not answer. */
export async function readState(): Promise<StateView> {
  const answer = await fetch('/api/state', known && { headers: { 'if-none-match': known.etag } });
  if (answer.status === 304 && known) return known.state;
  if (!answer.ok) throw new Error(`/api/state: ${answer.status}`);
  const state: StateView = await answer.json();
  known = { etag: answer.headers.get('etag') ?? '', state };
  return state;
}

/** The lists, as they are now. */
export const readMails = () => read<readonly MailLine[]>('/api/mails');
export const readCards = () => read<readonly CardView[]>('/api/cards');
export const readSendLog = () => read<readonly SendView[]>('/api/send-log');
export const readCampaigns = () => read<readonly CampaignView[]>('/api/campaigns');
export const readTroubles = () => read<readonly TroubleView[]>('/api/troubles');

/** One mail, or undefined when there is none of that id. */
export async function readMail(id: string): Promise<MailView | undefined> {
  const answer = await fetch(`/api/mails/${encodeURIComponent(id)}`);
  return answer.ok ? await answer.json() : undefined;
}

/** Starts a run up to a date or 'next-day'. Answers why it was not started, if so. */
export async function startRun(to: string): Promise<'past' | 'busy' | undefined> {
  const answer = await fetch(`/api/runs?to=${encodeURIComponent(to)}`, { method: 'POST' });
  if (answer.ok) return undefined;
  return (await answer.json()).cause === 'busy' ? 'busy' : 'past';
}

/** Hands a file to the cloud. Throws when that failed. */
export async function upload(file: File): Promise<UploadView> {
  const answer = await fetch(`/api/uploads?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
  const outcome = await answer.json();
  if (answer.status >= 500) throw new Error(outcome.message);
  return outcome;
}

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return await answer.json();
}
