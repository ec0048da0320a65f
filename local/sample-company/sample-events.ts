import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { SampleCustomer } from './sample-customers.ts';

/** One line of events.jsonl: what a customer, known by id or by address, did at an instant. */
export interface SampleEvent {
  readonly id: string;
  readonly event: string;
  readonly customer?: string;
  readonly email?: string;
  /** ISO, Japanese time. */
  readonly at: string;
  readonly data: Readonly<Record<string, string>>;
}

const documents = [
  ['はじめての業務用エスプレッソ導入ガイド', 'introduction-guide'],
  ['省スペース厨房の設計例集', 'compact-kitchens'],
  ['保守プラン比較表', 'maintenance-plans'],
] as const;

/**
 * Yesterday's downloads by the `cast`: the first took two documents, which makes one mail; the last is known to the
 * website by address only.
 */
export function sampleEvents(today: IsoDate, cast: readonly SampleCustomer[]): readonly SampleEvent[] {
  const yesterday = addDays(today, -1);
  const visitors = [...cast.slice(0, 1), ...cast];
  return visitors.map((customer, index) => {
    const [title, slug] = documents[index % documents.length] ?? documents[0];
    const last = index === visitors.length - 1;
    return {
      id: `EV-${yesterday}-${index + 1}`,
      event: 'document-downloaded',
      ...(last ? { email: customer.email } : { customer: customer.id }),
      at: `${yesterday}T1${index}:20:00+09:00`,
      data: { title, url: `https://www.example.jp/documents/${slug}.pdf` },
    };
  });
}
