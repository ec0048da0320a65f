import type { Person } from '../../lambda/domain/privacy/person.ts';
import { terminalLine } from '../terminal-text.ts';
import type { Erasure } from './erase-customer.ts';
import type { FilesAbout } from './erase-files.ts';

/** What cannot be taken back, or goes by itself: whoever promises somebody to erase them should know it. */
export const notErased: readonly string[] = [
  'mails that have been delivered',
  'Teams cards that have been posted: delete the posts in Teams where they name the person',
  'backups of the tables (point-in-time recovery): gone by themselves within 35 days',
  'function logs: they hold ids, those with an address or Japanese letters as a hash',
  'files that come in later: an import stores nothing of them, the file itself stays 30 days; erase again to delete it',
  'your own systems and files: the list, the CRM, copies on somebody’s laptop',
];

/** What would go, for whoever is asked whether it may. */
export function plannedText(
  { customer, profile, related, rows, addressHashes, hasTellingId }: Person,
  { files }: FilesAbout,
): string {
  const open = rows.filter(({ state }) => ['planned', 'waiting', 'awaiting-approval'].includes(state)).length;
  return [
    `Customer ${customer}: ${profile === undefined ? 'no profile (any more)' : 'the profile'}, ${count(related.length, 'related record')} (${byType(related)})`,
    `${count(open, 'mail')} not sent yet; ${count(rows.length, 'row')} of the send log ${hasTellingId ? 'go, as the id itself tells who it is' : 'stay, without what colleagues wrote'}`,
    `${count(addressHashes.length, 'address')}: only the keyed hash stays, and nobody with it is mailed or stored again`,
    `${count(files.length, 'file')} with copies in the bucket${list(files.map(({ key }) => key))}`,
    'This cannot be undone.',
  ]
    .map((line) => line.split('\n').map(terminalLine).join('\n'))
    .join('\n');
}

/** What was done, and what could not be. */
export function erasureText(erasure: Erasure): string {
  const { customer, addresses, closedMails, wordsErased, records, rowsForgotten, files, unreadable } = erasure;
  const { droppedUploads, deadLetters, left } = erasure;
  const lines = [
    `${customer}: erased.`,
    `  marked: the id and ${count(addresses, 'address')}, by keyed hash: no mail, and no import stores them again`,
    `  mails not sent: ${closedMails}; rows without colleagues’ words: ${wordsErased}${rowsForgotten > 0 ? `; rows taken away, as the id itself tells who it is: ${rowsForgotten}` : ''}`,
    `  records: ${
      Object.entries(records)
        .map(([type, many]) => `${many} ${type}`)
        .join(', ') || 'none'
    }`,
    `  files deleted: ${files.length}${list(files.map(({ key, isCurrent }) => (isCurrent ? key : `${key} (an earlier version)`)))}`,
    ...(droppedUploads.length > 0
      ? [`  uploads dropped that waited for a decision: ${droppedUploads.join(', ')}`]
      : []),
    ...(unreadable.length > 0
      ? [`  files that cannot be read, please look yourself:${list(unreadable.map(({ key }) => key))}`]
      : []),
    `  dead letters deleted: ${deadLetters.deleted} of ${deadLetters.read} in ${deadLetters.queues} queues`,
    ...(left.length > 0
      ? [`NOT WHOLE: ${left.join(', ')}. Please run it again.`]
      : ['Read again: nothing of it is left.']),
    'Not erased:',
    ...notErased.map((what) => `  - ${what}`),
  ];
  return lines.map((line) => line.split('\n').map(terminalLine).join('\n')).join('\n');
}

/** The report as a document. Ids, keys and counts only. */
export function erasureJson({ files, unreadable, ...rest }: Erasure) {
  const nameOf = ({ key, versionId }: FilesAbout['files'][number]) => ({ key, ...(versionId && { versionId }) });
  return { ...rest, files: files.map(nameOf), unreadable: unreadable.map(nameOf), notErased };
}

function count(many: number, what: string): string {
  const plural = what === 'address' ? 'addresses' : `${what}s`;
  return `${many} ${many === 1 ? what : plural}`;
}

function byType(records: Person['related']): string {
  const types = [...new Set(records.map(({ type }) => type))];
  return types.map((type) => `${records.filter((record) => record.type === type).length} ${type}`).join(', ') || 'none';
}

function list(keys: readonly string[]): string {
  const distinct = [...new Set(keys)];
  return distinct.map((key) => `\n    ${key}`).join('');
}
