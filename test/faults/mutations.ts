/** A mistake that somebody could make: `find`, which stands once in `file`, becomes `replace`. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const sendMail = 'lambda/use-cases/send-mail.ts';
const memorySendLog = 'lambda/adapters/memory/memory-send-log.ts';
const lookAgain = 'lambda/use-cases/look-again.ts';
const planRun = 'lambda/use-cases/plan-run.ts';

/** Mistakes that a simulation worth its time sees. */
export const mutations: readonly Mutation[] = [
  {
    name: 'claim after the send',
    file: sendMail,
    find: '  const claimed = await tools.sendLog.move(',
    replace: '  await tools.mailer.send(ready.mail);\n  const claimed = await tools.sendLog.move(',
  },
  { name: 'claim not looked at', file: sendMail, find: '  if (!claimed) return;\n', replace: '' },
  {
    name: 'unknown outcomes tried again',
    file: 'lambda/adapters/ses/send-throttled.ts',
    find: "if (answer.kind !== 'throttled') return answer;",
    replace: "if (answer.kind !== 'throttled' && answer.kind !== 'unknown') return answer;",
  },
  {
    name: 'moves whatever the state',
    file: memorySendLog,
    find: 'if (kept === undefined || !from.includes(kept.row.state)) return false;',
    replace: 'if (kept === undefined) return false;',
  },
  {
    name: 'inserts over what is there',
    file: memorySendLog,
    find: 'if (there === undefined) keep(row, expiry(row.dueOn), notBefore);\n      return there?.row;',
    replace: 'keep(row, expiry(row.dueOn), notBefore);\n      return undefined;',
  },
  {
    name: 'refusals only at plan',
    file: lookAgain,
    find: 'decide(known.facts)',
    replace: 'decide({ ...known.facts, refused: { optedOut: [], suppressed: [], erased: false } })',
  },
  {
    name: 'where only at plan',
    file: lookAgain,
    find: '{ version, today, accepts, asking: row }',
    replace: '{ version, today, accepts: () => true, asking: row }',
  },
  {
    name: 'date only at plan',
    file: lookAgain,
    find: 'const candidate = candidateOfRow(campaign, row, holder);',
    replace:
      "const candidate = campaign.trigger.kind === 'event' ? candidateOfRow(campaign, row, holder) : { customer: row.customer, record: row.record, path: row.path, nominal: row.date, dueOn: row.dueOn, offset: row.offset, years: 5 };",
  },
  {
    name: 'expiry not looked at',
    file: lookAgain,
    find: "if (today > lastValidDay(campaign, row.dueOn)) return stays('expired', 'late');",
    replace: '',
  },
  {
    name: 'lost senders planned again',
    file: 'lambda/use-cases/sweep/sweep-runs.ts',
    find: "settle(tools, row, 'uncertain', 'unknown-outcome')",
    replace: "settle(tools, row, 'planned', '')",
  },
  {
    name: 'lost mails never offered again',
    file: 'lambda/use-cases/sweep/sweep-runs.ts',
    find: 'await tools.offerLost(run, planned);',
    replace: '',
  },
  {
    name: 'runs closed too early',
    file: 'lambda/use-cases/sweep/sweep-runs.ts',
    find: 'if (unfinished === 0) {',
    replace: 'if (unfinished >= 0) {',
  },
  {
    name: 'watermark before the rows',
    file: planRun,
    find: '  const where = compileWhere(live.version.campaign.where);\n',
    replace:
      '  const where = compileWhere(live.version.campaign.where);\n  await tools.campaigns.advanceWatermark(message.campaign, date);\n',
  },
  {
    name: 'sweep tells after it has written',
    file: 'lambda/use-cases/sweep/settle.ts',
    find: 'if (isWorthTelling(state, reason)) await',
    replace:
      'if (isWorthTelling(state, reason) && (await sendLog.move(row, [row.state], { state, reason, at: new Date(clock.nowMs()).toISOString() }))) await',
  },
  {
    name: 'repeated messages tell nothing',
    file: 'lambda/use-cases/tell-again.ts',
    find: 'if (isRepeat && isNews(row, told))',
    replace: 'if (!isRepeat && isNews(row, told))',
  },
  {
    name: 'nobody asked after unknown outcomes',
    file: 'lambda/use-cases/sweep/sweep-outcomes.ts',
    find: '    rows.map(({ campaign, customer, key, remindedAt })',
    replace: '    rows.slice(0, 0).map(({ campaign, customer, key, remindedAt })',
  },
  {
    name: 'approved mails leave changed',
    file: sendMail,
    find: 'mailDigest(shown) === approval?.digest',
    replace: 'mailDigest(shown) !== undefined',
  },
  {
    name: 'refused cards forgotten',
    file: 'lambda/use-cases/post-notices/post-cards.ts',
    find: "if (answer === 'accepted') continue;",
    replace: "if (answer !== 'never') continue;",
  },
  {
    name: 'gate never opened',
    file: 'lambda/use-cases/sweep/sweep-sending.ts',
    find: 'await tools.gate.open(before, at);',
    replace: 'await Promise.resolve();',
  },
  {
    name: 'missed runs not made up for',
    file: 'lambda/use-cases/sweep/sweep-missed-runs.ts',
    find: '  await start(tools, campaign, due);\n',
    replace: '',
  },
  {
    name: 'failed messages not given back',
    file: 'lambda/runtime/sqs-batch.ts',
    find: '          failed.push(id);\n',
    replace: '',
  },
  {
    name: 'stop flag not heeded',
    file: 'lambda/domain/decision/gates.ts',
    find: "isYes(customer, 'stopped') ? { kind: 'stop', reason: 'stop-flag' } : undefined",
    replace: 'undefined',
  },
];
