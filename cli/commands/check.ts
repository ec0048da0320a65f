import { basename, dirname, join, relative } from 'node:path';
import { Command, Option } from 'commander';
import { formatProblem, type Problem } from '../../lambda/domain/campaign/problem.ts';
import { compileCampaignFile } from '../../lambda/domain/campaign-file/compile-campaign-file.ts';
import type { LocalizedText } from '../../lambda/domain/locale.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { findDeployment } from '../../lib/config/deployments.ts';
import { modelWithColumnsOf } from '../columns-of-data.ts';
import { CommandFailure } from '../command-failure.ts';
import { dataFiles } from '../data-files.ts';
import { foundProblem, print } from '../print.ts';
import { readCampaignFile } from '../read-templates.ts';
import { todayIn } from '../today.ts';

/** `fushime check`: every mistake of campaign files, with its place. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('validate campaign files: file:line:column: message, all mistakes at once')
    .argument('<files...>', 'campaign files; partials are looked for in ../partials')
    .option('--data <files...>', 'CSV or Excel files whose further columns campaigns may use')
    .addOption(new Option('--stage <name>', 'whose settings the files are for').default('local'))
    .option('--json', 'one JSON document on stdout');
  return command.action(async (files: readonly string[], options: CheckOptions) => {
    const stage = stageNamed(options.stage);
    const data = options.data === undefined ? [] : await dataFiles(options.data, todayIn(stage.timeZone));
    const recordModel = await modelWithColumnsOf(data, stage);
    const found: CheckedFile[] = [];
    for (const path of files) found.push(await checkFile(path, { ...stage, recordModel }));
    const problems = found.flatMap((file) => file.problems);
    const names = options.data === undefined ? [...new Set(found.flatMap((file) => file.unknownNames))] : [];
    if (problems.length > 0) foundProblem();
    const { locale } = stage;
    const hints = names.length === 0 ? [] : [dataHint(names)[locale]];
    print(command, {
      json: {
        ok: problems.length === 0,
        problems: problems.map(({ message, ...place }) => ({ ...place, message: message[locale] })),
        hints,
      },
      text: [
        ...problems.map((problem) => formatProblem(problem, locale)),
        ...hints,
        summary(files.length, problems),
      ].join('\n'),
    });
  });
}

interface CheckOptions {
  readonly stage: string;
  readonly data?: readonly string[];
}

function stageNamed(name: string): StageConfig {
  try {
    return findDeployment(name).stage;
  } catch (error) {
    throw new CommandFailure(error instanceof Error ? error.message : String(error), { isUsage: true });
  }
}

const MAX_HINTED_NAMES = 5;

interface CheckedFile {
  readonly problems: readonly Problem[];
  /** Names that a column of the data may have. */
  readonly unknownNames: readonly string[];
}

async function checkFile(path: string, stage: StageConfig): Promise<CheckedFile> {
  const { file, partials } = await readCampaignFile(path);
  const result = compileCampaignFile({
    file: file.key,
    source: file.text,
    partials: new Map(partials.map(({ key, text }) => [basename(key, '.hbs'), text])),
    stage,
    model: stage.recordModel,
    nowMs: Date.now(),
    identityOf: (id) => id,
  });
  if (result.kind === 'compiled') return { problems: [], unknownNames: [] };
  const problems = result.problems.map((problem) => ({ ...problem, file: typedPath(path, problem) }));
  return { problems, unknownNames: result.unknownNames };
}

/** The file as the person named it, so that an editor's link opens it. */
function typedPath(path: string, { file }: Problem): string {
  if (!file.startsWith('partials/')) return path;
  return relative('.', join(dirname(dirname(path)), file)) || file;
}

/** The columns that only a company's own data has are known once that data has been seen. */
function dataHint(names: readonly string[]): LocalizedText {
  const shown = names.slice(0, MAX_HINTED_NAMES);
  const more = names.length > shown.length ? '…' : '';
  return {
    ja: `${shown.map((name) => `「${name}」`).join('')}${more}が自社の表の列であれば、その表を --data で渡してください（例: --data customers.csv）。`,
    en: `If ${shown.map((name) => `"${name}"`).join(', ')}${more} should be columns of your data, give the files with --data, such as --data customers.csv.`,
  };
}

function summary(files: number, problems: readonly Problem[]): string {
  return problems.length === 0
    ? `${files} file(s), no mistakes.`
    : `${problems.length} mistake(s) in ${files} file(s).`;
}
