import { localDate, localTime } from '../../lambda/domain/calendar/zone.ts';
import { type Outcome, outcomeText, readOutcome } from '../../lambda/domain/cards/outcome-text.ts';
import type { Finding, Severity } from '../../lambda/domain/prove/finding.ts';
import type { Proof } from '../../lambda/domain/prove/proof.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { toTable } from '../../local/run/to-table.ts';
import { terminalLine } from '../terminal-text.ts';
import { findingWords } from './finding-words.ts';
import { proofWords } from './proof-words.ts';

/** How many findings of one kind are listed; the JSON lists them all. */
const MAX_LISTED = 50;

const gravest: readonly Severity[] = ['broken', 'open', 'remark'];

/** The report as plain text, in the stage's language. Its last line is its verdict. */
export function proofText(proof: Proof, stage: StageConfig): string {
  const words = proofWords[stage.locale];
  const { read } = proof;
  const made = Date.parse(proof.madeAt);
  const totals = Object.entries(proof.totals).flatMap(([campaign, outcomes]) =>
    Object.entries(outcomes).map(([outcome, count]) => [
      ...[campaign, String(count), outcome],
      wordsOf(readOutcome(outcome), stage),
    ]),
  );
  const open = proof.open.map(({ campaign, outcome, count, oldest }) => [
    ...[campaign, String(count), outcome],
    words.since(oldest),
  ]);
  return [
    words.title,
    '',
    toTable(
      [words.stage, terminalLine(proof.stage)],
      [
        [words.period, `${proof.from} – ${proof.to}`],
        [words.madeAt, `${localDate(made, stage.timeZone)} ${localTime(made, stage.timeZone)} (${stage.timeZone})`],
        [words.read, words.counted(read)],
        [words.digest, read.digest],
      ],
    ),
    ...section(words.totals, totals, words.none),
    ...section(words.open, open, words.none),
    '',
    `# ${words.findings}`,
    ...findingLines(proof.findings, stage),
    '',
    `# ${words.limits}`,
    ...words.limitLines.map((line) => `- ${line}`),
    '',
    words.verdict(proof.counts.broken),
  ].join('\n');
}

function section(title: string, rows: readonly (readonly string[])[], none: string): readonly string[] {
  const lines = rows.map((row) => row.map(terminalLine));
  return ['', `# ${title}`, rows.length === 0 ? none : toTable([], lines)];
}

function wordsOf(outcome: Outcome | undefined, stage: StageConfig): string {
  return outcome === undefined ? '' : outcomeText(outcome, stage);
}

function findingLines(findings: readonly Finding[], { locale }: StageConfig): readonly string[] {
  const words = proofWords[locale];
  if (findings.length === 0) return [words.none];
  const groups = Map.groupBy(findings, ({ kind }) => kind);
  return gravest.flatMap((severity) =>
    [...groups].flatMap(([kind, group]) => {
      if (group[0]?.severity !== severity) return [];
      const { says, advice } = findingWords[kind];
      return [
        '',
        `[${words.severities[severity]}] ${says[locale]} (${kind}: ${group.length})`,
        ...group.slice(0, MAX_LISTED).map((each) => `  ${terminalLine(lineOf(each))}`),
        ...(group.length > MAX_LISTED ? [`  ${words.more(group.length - MAX_LISTED)}`] : []),
        `  ${words.todo}: ${advice[locale]}`,
      ];
    }),
  );
}

function lineOf({ campaign, date, sends, seen }: Finding): string {
  const who = sends.map(({ customer, key }) => `${customer} ${key}`);
  const what = Object.entries(seen).map(([name, value]) => `${name}=${value}`);
  return [date, campaign, ...who, ...what].join('  ');
}
