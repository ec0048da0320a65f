import type { LocalQueues } from '../engines/local-queues.ts';
import type { Invoker } from '../functions/invoker.ts';
import type { Authority, Permission } from '../iam/authority.ts';
import type { AccessContext } from '../iam/conditions.ts';
import type { Principal } from '../iam/statement.ts';
import { isObject, parseJson } from '../json.ts';

/** Who delivers: a service by itself, or in a role that it was given. */
export interface Sender {
  readonly principal: Principal;
  readonly context?: AccessContext;
}

/** Puts messages on queues and events into functions, as far as the sender may. */
export interface Deliver {
  /** Answers the permission that was missing, or undefined when it was delivered. */
  to(arn: string, body: string, sender: Sender): Permission | undefined;
}

/** Delivers to the queues and functions given. Throws an Error for any other target. */
export function createDeliver(authority: Authority, queues: LocalQueues, invoker: Invoker): Deliver {
  return {
    to(arn, body, { principal, context = {} }) {
      const service = arn.split(':')[2];
      if (service !== 'sqs' && service !== 'lambda') throw new Error(`Nothing is delivered to ${arn} here.`);
      const action = service === 'sqs' ? 'sqs:SendMessage' : 'lambda:InvokeFunction';
      const refused = authority.refusal(principal, [{ action, resource: arn, context }]);
      if (refused) return refused;
      if (service === 'sqs') queues.send(arn, body);
      else {
        const event = parseJson(body);
        invoker.invokeLater(arn, isObject(event) ? event : body);
      }
      return undefined;
    },
  };
}
