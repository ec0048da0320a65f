import { outcomeText } from '../../domain/cards/outcome-text.ts';
import type { Locale } from '../../domain/locale.ts';
import { consentLedger } from '../../domain/privacy/consent-ledger.ts';
import { isUnknown, type Person } from '../../domain/privacy/person.ts';
import type { PersonExport } from '../../domain/privacy/person-export.ts';
import type { RefusalEntry } from '../../domain/privacy/refusal-entry.ts';
import { retentionPeriods } from '../../domain/privacy/retention-periods.ts';
import type { StoredRecord } from '../../domain/records/record.ts';
import type { SendRow } from '../../domain/send-log/send-row.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { CampaignStore, Clock, CustomerStore, RefusalStore, Subject } from '../../ports.ts';
import { knowPerson, type PersonSources } from './know-person.ts';

/** Where all that is kept of a person is read. */
export interface ExportSources extends PersonSources {
  readonly customers: PersonSources['customers'] & Pick<CustomerStore, 'consents'>;
  readonly refusals: Pick<RefusalStore, 'getMany' | 'ledger'>;
  readonly campaigns: Pick<CampaignStore, 'manifest'>;
  readonly clock: Clock;
  readonly stage: StageConfig;
}

type Told = PersonExport['refusals']['history'];

/**
 * All that is kept of a customer, for them to read: nobody else's data in it, colleagues by their role. Undefined when
 * nothing is known of them.
 */
export async function exportPerson(sources: ExportSources, customer: string): Promise<PersonExport | undefined> {
  const { customers, refusals, campaigns, stage, clock } = sources;
  const person = await knowPerson(sources, customer);
  const own: Subject = { kind: 'customer', id: customer };
  const byHash: Subject = { kind: 'id', hash: person.idHash };
  const addresses = person.addressHashes.map((hash): Subject => ({ kind: 'address', hash }));
  const [consents, [refused], ownWords, addressWords, manifest] = await Promise.all([
    customers.consents(customer),
    refusals.getMany([[own, byHash, ...addresses]]),
    // The same is told of the id and of its hash, but where the id may not be kept.
    refusals.ledger(person.hasTellingId ? byHash : own),
    Promise.all(addresses.map((subject) => refusals.ledger(subject))).then((lists) => lists.flat()),
    campaigns.manifest(),
  ]);
  if (isUnknown(person) && consents.length === 0 && ownWords.length === 0) return undefined;
  const { optedOut = [], suppressed = [], erased = false } = refused ?? {};
  const { name, address, contact } = stage.sender;
  return {
    format: 'fushime-export/1',
    exportedAt: new Date(clock.nowMs()).toISOString(),
    customer,
    sender: { name, address, contact },
    profile: person.profile === undefined ? null : told(person.profile, stage),
    related: person.related.map((record) => told(record, stage)),
    mails: mailsOf(person, stage, (id) => manifest.campaigns[id]?.name),
    consents: [...consentLedger(consents, [...ownWords, ...addressWords])],
    refusals: {
      ...{ optedOut: [...optedOut], suppressed: [...suppressed], erased },
      history: [...history('customer', ownWords), ...history('address', addressWords)].sort((a, b) =>
        a.at < b.at ? -1 : 1,
      ),
    },
    retention: retentionPeriods(stage.retention).map(({ what, until }) => ({
      what: what[stage.locale],
      until: until[stage.locale],
    })),
    remarks: remarks(stage),
  };
}

function told(record: StoredRecord, { recordModel, locale }: StageConfig) {
  const { type, id, fields, changedAt, suspects = [], accepted = {} } = record;
  const model = recordModel.find((each) => each.type === type);
  const typeLabel = (locale === 'ja' ? model?.labels[0] : undefined) ?? type;
  return {
    ...{ type, typeLabel, id },
    ...(changedAt !== undefined && { changedAt }),
    fields: Object.entries(fields)
      // A colleague's name and address are theirs, not the customer's.
      .filter(([key]) => !key.startsWith('owner.'))
      .map(([field, value]) => {
        const label = model?.fields.find(({ key }) => key === field)?.labels[0];
        return {
          ...{ field, label: (locale === 'ja' ? label : undefined) ?? field, value },
          ...(suspects.includes(field) && { suspect: true as const }),
          ...(accepted[field] && { accepted: { by: roleOf(locale), at: accepted[field].at } }),
        };
      }),
  };
}

function mailsOf({ rows }: Person, stage: StageConfig, nameOf: (campaign: string) => string | undefined) {
  return rows.toSorted(byDueDay).map((row) => {
    const { campaign, record, date, dueOn, offset, state, reason, at, sentAt, messageId, decisions } = row;
    const campaignName = nameOf(campaign);
    return {
      ...{ campaign, record, date, dueOn, offset, state, reason, at, inWords: outcomeText(row, stage) },
      ...(campaignName !== undefined && { campaignName }),
      ...(sentAt !== undefined && { sentAt }),
      ...(messageId !== '' && { messageId }),
      ...(decisions && {
        decisions: decisions.map(({ decision, at: decidedAt, comment }) => ({
          ...{ decision, by: roleOf(stage.locale), at: decidedAt, comment },
        })),
      }),
    };
  });
}

/** A colleague's name is theirs, not the customer's. */
function roleOf(locale: Locale): string {
  return locale === 'ja' ? '担当者・承認者' : 'a colleague';
}

function byDueDay(one: SendRow, other: SendRow): number {
  return `${one.dueOn}#${one.key}` < `${other.dueOn}#${other.key}` ? -1 : 1;
}

function history(about: 'customer' | 'address', entries: readonly RefusalEntry[]): Told {
  return entries.map(({ what, about: scope, at, source }) => ({ about, what, scope, at, source }));
}

function remarks({ locale }: StageConfig): string[] {
  return locale === 'ja'
    ? [
        'お送りしたメールの本文は保存していません。版（テンプレート）とお客様のデータから作られました。',
        '判断した当社の者は、氏名ではなく役割で示しています。',
        '以前のメールアドレスは、元に戻せない鍵付きハッシュとしてのみ保存しています。',
        'この文書にないもの：取り込んだファイルとその控え（30日以内）、処理を待つもの（14日以内）、一時的な不達の回数（鍵付きハッシュのもと、365日以内）、IDのみの動作記録。',
      ]
    : [
        'The text of the mails is not kept: they were made from a template and the customer’s data.',
        'Colleagues who decided something are named by their role.',
        'Former mail addresses are kept as keyed hashes only, from which they cannot be read.',
        'Not in this document: imported files and their copies (up to 30 days), what waits to be handled (up to 14 days), counts of mails that came back for now (by keyed hash, up to 365 days), technical logs with ids only.',
      ];
}
