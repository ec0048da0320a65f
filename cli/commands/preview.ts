import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { local } from '../../lib/config/local.ts';
import { dataFiles } from '../data-files.ts';
import { parseDate } from '../parse-option.ts';
import { foundProblem, print } from '../print.ts';
import { readCampaignFile } from '../read-templates.ts';
import { type MailPreview, previewMail } from '../rehearsal/preview-mail.ts';
import { previewedVersion } from '../rehearsal/previewed-version.ts';
import { startRehearsal } from '../rehearsal/rehearsal.ts';
import { reportFindings } from '../rehearsal/report-findings.ts';
import { terminalText } from '../terminal-text.ts';
import { todayIn } from '../today.ts';

interface PreviewOptions {
  readonly customer: string;
  readonly data?: readonly string[];
  readonly date?: string;
  readonly out?: string;
}

/** `fushime preview`: one customer's mail, as it would be written. */
export function previewCommand(): Command {
  const command = new Command('preview')
    .description('subject, HTML and text of a campaign file for one customer')
    .argument('<file>', 'campaign file; partials are looked for in ../partials')
    .requiredOption('--customer <id>', "the customer's id")
    .option('--data <files...>', 'CSV or Excel files and events.jsonl (the sample company when left out)')
    .option(
      '--date <date>',
      'the day of the mail (today); when nothing is due then, the nearest day within a year',
      parseDate,
    )
    .option('--out <dir>', 'write subject.txt, mail.html, mail.txt and mail.eml there')
    .option('--json', 'one JSON document on stdout');
  return command.action(async (path: string, options: PreviewOptions) => {
    const { stage } = local;
    const date = options.date ?? todayIn(stage.timeZone);
    const { file, partials } = await readCampaignFile(path);
    const data = await dataFiles(options.data, date);
    const rehearsal = await startRehearsal({ stage, date, data, templates: [file, ...partials] });
    const version = await previewedVersion(rehearsal, file, partials);
    const { manifest } = rehearsal;
    const findings = version === undefined ? rehearsal : { ...rehearsal, manifest: { ...manifest, rejected: {} } };
    if (reportFindings(findings)) foundProblem();
    if (version === undefined) return;
    const preview = await previewMail(rehearsal, version, { customer: options.customer, date });
    if (options.out !== undefined) await writePreview(options.out, preview);
    const { eml: _, ...shown } = preview;
    print(command, { json: shown, text: toText(preview) });
  });
}

function toText({ subject, text, html, from, to, remark }: MailPreview): string {
  const head = [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, ...(remark === '' ? [] : [`(${remark})`])];
  return terminalText([...head, '', text, '', html].join('\n'));
}

async function writePreview(dir: string, { subject, text, html, eml }: MailPreview): Promise<void> {
  await mkdir(dir, { recursive: true });
  await Promise.all([
    writeFile(join(dir, 'subject.txt'), `${subject}\n`),
    writeFile(join(dir, 'mail.html'), html),
    writeFile(join(dir, 'mail.txt'), text),
    writeFile(join(dir, 'mail.eml'), eml),
  ]);
}
