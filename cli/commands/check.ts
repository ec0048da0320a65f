import { basename, dirname, join, relative } from 'node:path';
import { Command } from 'commander';
import { formatProblem, type Problem } from '../../lambda/domain/campaign/problem.ts';
import { compileCampaignFile } from '../../lambda/domain/campaign-file/compile-campaign-file.ts';
import { local } from '../../lib/config/local.ts';
import { modelWithColumnsOf } from '../columns-of-data.ts';
import { dataFiles } from '../data-files.ts';
import { foundProblem, print } from '../print.ts';
import { readCampaignFile } from '../read-templates.ts';
import { todayIn } from '../today.ts';

/** `fushime check`: every mistake of campaign files, with its place. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('validate campaign files: file:line:column: message, all mistakes at once')
    .argument('<files...>', 'campaign files; partials are looked for in ../partials')
    .option('--data <files...>', 'CSV files whose further columns campaigns may use')
    .option('--json', 'one JSON document on stdout');
  return command.action(async (files: readonly string[], options: { data?: readonly string[] }) => {
    const { stage } = local;
    const data = options.data === undefined ? [] : await dataFiles(options.data, todayIn(stage.timeZone));
    const model = await modelWithColumnsOf(data, stage);
    const problems: Problem[] = [];
    for (const path of files) problems.push(...(await checkFile(path, model)));
    if (problems.length > 0) foundProblem();
    const { locale } = stage;
    print(command, {
      json: {
        ok: problems.length === 0,
        problems: problems.map(({ message, ...place }) => ({ ...place, message: message[locale] })),
      },
      text: [...problems.map((problem) => formatProblem(problem, locale)), summary(files.length, problems)].join('\n'),
    });
  });
}

async function checkFile(
  path: string,
  model: Awaited<ReturnType<typeof modelWithColumnsOf>>,
): Promise<readonly Problem[]> {
  const { file, partials } = await readCampaignFile(path);
  const result = compileCampaignFile({
    file: file.key,
    source: file.text,
    partials: new Map(partials.map(({ key, text }) => [basename(key, '.hbs'), text])),
    stage: local.stage,
    model,
    nowMs: Date.now(),
    identityOf: (id) => id,
  });
  return result.kind === 'compiled'
    ? []
    : result.problems.map((problem) => ({ ...problem, file: typedPath(path, problem) }));
}

/** The file as the person named it, so that an editor's link opens it. */
function typedPath(path: string, { file }: Problem): string {
  if (!file.startsWith('partials/')) return path;
  return relative('.', join(dirname(dirname(path)), file)) || file;
}

function summary(files: number, problems: readonly Problem[]): string {
  return problems.length === 0
    ? `${files} file(s), no mistakes.`
    : `${problems.length} mistake(s) in ${files} file(s).`;
}
