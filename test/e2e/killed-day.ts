import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'csv-stringify/sync';
import PostalMime from 'postal-mime';
import { createSeededRandom, type SeededRandom } from '../../local/sample-company/seeded-random.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const date = '2027-03-14';

/** A day to be run by a process that is killed again and again. */
export interface KilledDayOptions {
  /** Where its files go. */
  readonly dir: string;
  readonly seed: number;
  readonly mails: number;
  readonly kills: number;
}

/** What the folder of results says once a process has come to its end, against what was due. */
export interface KilledDay {
  /** During which step each kill came. */
  readonly kills: readonly string[];
  /** Exit code of the last process. */
  readonly exitCode: number | null;
  readonly stderr: string;
  /** Mails to customers. */
  readonly mails: number;
  /** What is due and neither in the mailbox nor uncertain. */
  readonly missing: readonly string[];
  /** What is in the mailbox more than once, or was not due. */
  readonly doubles: readonly string[];
  /** What the log calls uncertain. */
  readonly uncertain: readonly string[];
  /** What is uncertain and in the mailbox all the same, or on no card. */
  readonly wronglyUncertain: readonly string[];
}

/** Runs the day, killing its process with SIGKILL at seeded moments, until one comes to its end; reads the results. */
export async function runKilledDay(options: KilledDayOptions): Promise<KilledDay> {
  const { dir, seed, mails, kills } = options;
  const random = createSeededRandom(seed);
  const due = writeDay(dir, mails);
  const files = ['customers.csv', 'events.jsonl'].map((name) => join(dir, name));
  const places = ['--templates', dir, '--state', join(dir, 'state'), '--out', join(dir, 'out')];
  const args = ['bin/fushime.js', 'local', '--once', '--date', date, '--data', ...files, ...places];
  const killed: string[] = [];
  for (;;) {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = once(child, 'close');
    const life = followStderr(child);
    if (killed.length < kills) await killSomewhere(life, child, options, random, killed.length);
    const [exitCode, signal] = await ended;
    if (signal !== 'SIGKILL') {
      return { kills: killed, exitCode, stderr: life.text(), ...(await readDay(dir, due)) };
    }
    killed.push(sentBytes(dir) > 0 ? 'sending' : life.step());
  }
}

interface Life {
  step(): string;
  text(): string;
}

function followStderr(child: ChildProcess): Life {
  let text = '';
  child.stderr?.on('data', (chunk) => {
    text += chunk;
  });
  const names = ['Synthesizing', 'Starting', 'Importing', 'Publishing', 'Running'];
  return { text: () => text, step: () => names.findLast((step) => text.includes(step)) ?? 'nothing yet' };
}

/** The steps in which kills come, and about how long each takes. */
const steps: readonly (readonly [step: string, ms: number, msPerMail: number])[] = [
  ['nothing yet', 800, 0],
  ['Starting', 1_200, 0],
  ['Importing', 500, 1.5],
  ['Publishing', 800, 0],
  ['Running', 500, 6],
  ['Running', 2_000, 24],
];

/** About what a mail takes in the journal of the local cloud. */
const sizeOfMailBytes = 1_400;

/** Kills during any step or, every other time, after some number of mails, and so in the middle of sending. */
async function killSomewhere(
  life: Life,
  child: ChildProcess,
  options: KilledDayOptions,
  random: SeededRandom,
  nth: number,
) {
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  if (nth % 2 === 0) {
    const fromBytes = random.below(options.mails) * sizeOfMailBytes;
    while (isAlive() && sentBytes(options.dir) <= fromBytes) await sleep(2);
  } else {
    const [step, ms, msPerMail] = steps[random.below(steps.length)] ?? ['Running', 0, 0];
    const delayMs = random.below(ms + msPerMail * options.mails);
    while (isAlive() && step !== 'nothing yet' && !life.text().includes(step)) await sleep(2);
    await Promise.race([sleep(delayMs), once(child, 'exit')]);
  }
  if (isAlive()) child.kill('SIGKILL');
}

/** How much this life has journaled; a little of it are cards and schedules. */
function sentBytes(dir: string): number {
  const state = join(dir, 'state');
  const files = existsSync(state) ? readdirSync(state).filter((name) => name.endsWith('.jsonl')) : [];
  const sizes = files.map((name) => statSync(join(state, name), { throwIfNoEntry: false })?.size ?? 0);
  return Math.max(0, Math.max(0, ...sizes) - 10_000);
}

/** Writes tables and campaigns; answers what is due, as `campaign address`. Every eleventh customer is stopped. */
function writeDay(dir: string, mails: number): ReadonlySet<string> {
  mkdirSync(join(dir, 'campaigns'), { recursive: true });
  const due = new Set<string>();
  const rows: string[][] = [];
  const events: object[] = [];
  for (let n = 1; due.size < mails; n += 1) {
    const id = `C${String(n).padStart(5, '0')}`;
    const isStopped = n % 11 === 0;
    // Most have a birthday; every fifth has asked for something, every seventh has a contract that ends in a month.
    const [asks, ends] = [n % 5 === 0, n % 7 === 0];
    // In years of their own: one full birthday on very many rows would be held out.
    const birthday = `${1930 + (n % 70)}-${asks || ends ? '09-09' : '03-14'}`;
    rows.push([
      id,
      `${id}商店`,
      `${id.toLowerCase()}@example.com`,
      birthday,
      ends ? '2027-04-14' : '',
      isStopped ? 'はい' : '',
    ]);
    if (asks)
      events.push({
        id: `e${n}`,
        event: 'asked',
        customer: id,
        at: `${date}T08:${String(n % 60).padStart(2, '0')}:00+09:00`,
      });
    if (isStopped) continue;
    const address = `${id.toLowerCase()}@example.com`;
    if (asks) due.add(`asked ${address}`);
    if (ends) due.add(`ending ${address}`);
    if (!asks && !ends) due.add(`birthday ${address}`);
  }
  const headings = ['顧客ID', '会社名', 'メールアドレス', '誕生日', '契約終了日', '自動メール停止フラグ'];
  writeFileSync(join(dir, 'customers.csv'), stringify([headings, ...rows]));
  writeFileSync(join(dir, 'events.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const campaigns = {
    birthday: 'trigger: { every: year, on: customer.birthday }',
    ending: 'trigger: { before: customer.contractEnd, offsets: [P1M] }\nat: "10:30"',
    asked: 'trigger: { event: asked, delay: PT3H }',
  };
  for (const [id, trigger] of Object.entries(campaigns)) {
    const front = `name: ${id}\ncategory: contract\nsubject: "${id}"\nnotify: digest\n${trigger}`;
    writeFileSync(join(dir, 'campaigns', `${id}.hbs`), `---\n${front}\n---\n<p>{{company}}様</p>\n`);
  }
  return due;
}

async function readDay(dir: string, due: ReadonlySet<string>) {
  const out = join(dir, 'out');
  const found = new Map<string, number>();
  for (const file of readdirSync(join(out, 'mail')).filter((name) => name.endsWith('.eml'))) {
    const { to, subject } = await PostalMime.parse(readFileSync(join(out, 'mail', file)));
    const name = `${subject} ${to?.[0]?.address}`;
    found.set(name, (found.get(name) ?? 0) + 1);
  }
  const cards = readdirSync(join(out, 'teams')).map((file) => readFileSync(join(out, 'teams', file), 'utf8'));
  const lines = readFileSync(join(out, 'send-log.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const unclear = lines.map((line) => JSON.parse(line)).filter(({ state }) => state === 'uncertain');
  const nameOf = ({ campaign, customer }: { campaign: string; customer: string }) =>
    `${basename(campaign)} ${customer.toLowerCase()}@example.com`;
  const uncertain = unclear.map(nameOf);
  return {
    mails: [...found.values()].reduce((sum, count) => sum + count, 0),
    missing: [...due].filter((name) => !found.has(name) && !uncertain.includes(name)),
    doubles: [...found].filter(([name, count]) => count > 1 || !due.has(name)).map(([name]) => name),
    uncertain,
    wronglyUncertain: unclear
      .filter((row) => found.has(nameOf(row)) || !cards.some((card) => card.includes(`${row.customer}商店`)))
      .map(nameOf),
  };
}
