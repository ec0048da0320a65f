import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** One call that a client made: the command's name, and what the engine says it cost. */
export interface SeenCall {
  readonly command: string;
  readonly index: string | undefined;
  readonly capacity: readonly ConsumedCapacity[];
}

/** Records every call of a client, and asks the engine for what each consumed. */
export function watch(client: DynamoDBDocumentClient): SeenCall[] {
  const calls: SeenCall[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input: Record<string, unknown> = { ...args.input, ReturnConsumedCapacity: 'INDEXES' };
      const result = await next({ ...args, input });
      const consumed = 'ConsumedCapacity' in result.output ? result.output.ConsumedCapacity : undefined;
      calls.push({
        command: String(context.commandName),
        index: input.IndexName === undefined ? undefined : String(input.IndexName),
        capacity: [consumed ?? []].flat().flatMap((each) => ('TableName' in each ? [each] : [])),
      });
      return result;
    },
    { step: 'initialize', name: 'watch' },
  );
  return calls;
}

/** Lets a client make so many calls, then fails every further one, as when a function is killed. */
export function stopAfter(client: DynamoDBDocumentClient, calls: number): void {
  let left = calls;
  client.middlewareStack.add(
    (next) => (args) => {
      left -= 1;
      if (left < 0) throw new Error('The function was stopped');
      return next(args);
    },
    { step: 'initialize', name: 'stop' },
  );
}

/** Loses the answer to the first call of a command after it was carried out; the SDK then repeats the call. */
export function loseAnswer(client: DynamoDBDocumentClient, command: string): () => number {
  let lost = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      if (lost > 0 || context.commandName !== command) return result;
      lost += 1;
      throw Object.assign(new Error('The answer was lost'), { name: 'TimeoutError' });
    },
    { step: 'finalizeRequest', priority: 'low', name: 'lose' },
  );
  return () => lost;
}

/** Holds a command's calls back until released. `reached` resolves when the first one waits. */
export function holdBack(client: DynamoDBDocumentClient, command: string) {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === command) {
        reached.resolve();
        await gate.promise;
      }
      return next(args);
    },
    { step: 'initialize', name: 'hold' },
  );
  return { reached: reached.promise, release: () => gate.resolve() };
}

/** Replaces what the engine is asked and answers, for one command. */
export function intercept(
  client: DynamoDBDocumentClient,
  command: string,
  answer: (input: object, next: (input: object) => Promise<object>) => Promise<object>,
): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== command) return next(args);
      let response: Awaited<ReturnType<typeof next>>['response'];
      const output = await answer(args.input, async (input) => {
        const result = await next({ ...args, input });
        response = result.response;
        return result.output;
      });
      return { response, output: { $metadata: {}, ...output } };
    },
    { step: 'initialize', name: `intercept ${command}` },
  );
}

/** Fails a client's call of this number, from 1, and every later one; `afterwards` = the first was carried out all the same. */
export function failAt(client: DynamoDBDocumentClient, call: number, afterwards: boolean): void {
  let calls = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      if (call === 0 || calls < call) return next(args);
      if (calls === call && afterwards) await next(args);
      throw new Error('The function was stopped');
    },
    { step: 'initialize', name: 'fail' },
  );
}
