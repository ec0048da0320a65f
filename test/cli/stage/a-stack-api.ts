import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

/** A stack that the stand-in knows. */
export interface KnownStack {
  readonly name: string;
  readonly account?: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Stands in for CloudFormation's DescribeStacks, in its query protocol; answers its URL. Stops with the test. */
export async function aStackApi(stacks: readonly KnownStack[]): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const name = new URLSearchParams(body).get('StackName') ?? '';
    const stack = stacks.find((each) => each.name === name);
    response.writeHead(stack ? 200 : 400, { 'content-type': 'text/xml' });
    response.end(stack ? describe(stack) : noSuchStack(name));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `http://127.0.0.1:${address.port}`;
}

function describe({ name, account = '123456789012', outputs }: KnownStack): string {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
<StackName>${name}</StackName><StackId>arn:aws:cloudformation:ap-northeast-1:${account}:stack/${name}/1</StackId>
<CreationTime>2027-01-01T00:00:00Z</CreationTime><StackStatus>UPDATE_COMPLETE</StackStatus>
<Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}

// As CloudFormation says it, its only sign being the code ValidationError.
function noSuchStack(name: string): string {
  return `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type>
<Code>ValidationError</Code><Message>Stack with id ${name} does not exist</Message></Error></ErrorResponse>`;
}
