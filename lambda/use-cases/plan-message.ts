import type { PlanMessage } from './messages.ts';
import { planAccepted } from './plan-accepted.ts';
import { planAgain } from './plan-again.ts';
import { planDigest } from './plan-digest.ts';
import { planEvent } from './plan-event.ts';
import { planRun, type RunTools } from './plan-run.ts';
import { releaseRun } from './release-run.ts';
import { takeOver } from './take-over.ts';

/** Does what a message of the plan queue asks for. */
export async function planMessage(tools: RunTools, message: PlanMessage): Promise<void> {
  switch (message.kind) {
    case 'run':
    case 'continue':
      return planRun(tools, message);
    case 'event':
      return planEvent(tools, message);
    case 'release':
      return releaseRun(tools, message);
    case 'digest':
      return planDigest(tools, message);
    case 'accepted':
      return planAccepted(tools, message);
    case 'take-over':
      return takeOver(tools, message);
    case 'again':
      return planAgain(tools, message);
  }
}
