import { Command } from 'commander';
import type { ApprovalRequest } from '../../lambda/use-cases/approval-request.ts';
import { answerRequests } from '../approvals/answer-requests.ts';
import { askOnTerminal, isTerminal } from '../approvals/ask-on-terminal.ts';
import { readDecider } from '../approvals/decider.ts';
import { listRequests } from '../approvals/list-requests.ts';
import type { Reply } from '../approvals/reply.ts';
import { requestText } from '../approvals/request-text.ts';
import { showRequests } from '../approvals/show-requests.ts';
import { CommandFailure } from '../command-failure.ts';
import { foundProblem, note, print } from '../print.ts';
import { inStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';
import type { StageTools } from '../stage/stage-tools.ts';

interface ApproveOptions extends StageOptions {
  readonly by?: string;
  readonly comment?: string;
  readonly reject?: true;
  readonly digest?: string;
  readonly show?: true;
}

/** `fushime approve`: what the approval pages do, from a terminal. */
export function approveCommand(): Command {
  const command = new Command('approve')
    .description('what waits for approval; with ids, approve or reject it')
    .argument('[ids...]', 'requests, by the ids of the list')
    .option('--show', 'show the mail, the facts and the digest, and decide nothing')
    .option('--reject', 'reject instead of approving')
    .option('--by <name>', 'who decides (your login name)')
    .option('--comment <text>', 'kept with the decision')
    .option('--digest <digest>', 'for scripts, instead of the question: the digest of the mail that was seen (one id)')
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async (ids: readonly string[], options: ApproveOptions) => {
      const work = readWork(ids, options);
      const { json, text, ok } = await inStage(options, ({ tools }) => work(tools));
      print(command, { json, text });
      if (!ok) foundProblem();
    });
}

const furtherHelp = `
The first answer wins, and what is approved is the mail that was shown: if it changes before it leaves, it is asked again.
Exit code 1 when nothing was recorded: decided before, changed meanwhile, too late, unknown.

On a stage with sign-in this command stands beside it: whoever may write the stage's tables in AWS can decide here, under
the name that --by gives, and no sign-in is recorded. Campaigns that demand a second person are decided on the page only.`;

/** What the command line asks for. Throws CommandFailure for what does not go together. */
function readWork(ids: readonly string[], options: ApproveOptions): (tools: StageTools) => Promise<Reply> {
  const { show, digest, reject, by, comment } = options;
  const decides = [reject, digest, by, comment].some((option) => option !== undefined);
  if (ids.length === 0) {
    if (decides || show) throw wrong('Which request? "fushime approve" lists the ids.');
    return listRequests;
  }
  if (show) {
    if (decides) throw wrong('--show decides nothing: leave the other options out.');
    return (tools) => showRequests(tools, ids);
  }
  const decider = readDecider(options);
  if (digest !== undefined && ids.length > 1) throw wrong('--digest names one mail: give one id.');
  if (digest === undefined && !isTerminal()) {
    throw wrong('Without a terminal, --digest must say which mail is meant; --show tells it.');
  }
  const answer = {
    ...decider,
    decision: reject ? 'rejected' : 'approved',
    ...(digest !== undefined && { digest }),
  } as const;
  return (tools) =>
    answerRequests(tools, ids, answer, async (request: ApprovalRequest) => {
      note(`${requestText(request, tools.stage)}\n`);
      return askOnTerminal(`${reject ? 'Reject' : 'Approve'} this mail as ${decider.by}?`);
    });
}

function wrong(message: string): CommandFailure {
  return new CommandFailure(message, { isUsage: true });
}
