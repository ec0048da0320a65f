import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { systemClock } from '../../lambda/runtime/system-clock.ts';
import type { Deployment } from '../../lib/config/deployment.ts';
import { deployments } from '../../lib/config/deployments.ts';
import { CommandFailure } from '../command-failure.ts';
import type { ClientSettings, StageAccess } from './stage-access.ts';
import { readResources, type StageResources } from './stage-resources.ts';

/** The names of a stage's two stacks, as lib/build-app.ts gives them. */
export function stackNames(stageName: string): readonly [data: string, service: string] {
  return [`Fushime-${stageName}-Data`, `Fushime-${stageName}`];
}

/**
 * Reaches a stage in AWS by the outputs of its stacks, with the user's own credentials. Throws CommandFailure where
 * there is no such stage; what AWS refuses is thrown as the SDK throws it.
 */
export async function openDeployedStage(
  stageName: string,
  settings: ClientSettings = {},
  known: readonly Deployment[] = deployments,
): Promise<StageAccess> {
  const deployment = known.find(({ stage }) => stage.name === stageName);
  if (deployment === undefined) throw new CommandFailure(noSuchStage(stageName, known), { isUsage: true });
  const { stage, region, account } = deployment;
  const pinned = { ...(region !== undefined && { region }), ...settings };
  return {
    name: `the stage "${stageName}"`,
    stage,
    settings: pinned,
    resources: await readOutputs(stageName, pinned, account),
    clock: systemClock,
    close: async () => {},
  };
}

async function readOutputs(
  stageName: string,
  settings: ClientSettings,
  account: string | undefined,
): Promise<StageResources> {
  const client = new CloudFormationClient(settings);
  const stacks = await Promise.all(stackNames(stageName).map((name) => readStack(client, name)));
  for (const { StackId = '' } of stacks) {
    const actual = StackId.split(':')[4];
    if (account !== undefined && actual !== account) {
      throw new CommandFailure(
        `Your credentials belong to the AWS account ${actual}, but the stage "${stageName}" lives in ${account}.`,
      );
    }
  }
  const outputs = stacks.flatMap(({ Outputs = [] }) => Outputs);
  const read = readResources(
    Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue])),
  );
  if ('resources' in read) return read.resources;
  throw new CommandFailure(
    `The stacks of the stage "${stageName}" do not tell ${read.missing.join(', ')}: they are older than this command. Deploy the stage again (npm run deploy).`,
  );
}

async function readStack(client: CloudFormationClient, name: string): Promise<Stack> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (stack !== undefined) return stack;
  } catch (error) {
    // CloudFormation has no error of its own for this: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
    if (!(error instanceof Error && error.name === 'ValidationError')) throw error;
  }
  const region = await client.config.region();
  throw new CommandFailure(
    `There is no stack ${name} in ${region} of this AWS account. Is it deployed (npm run deploy)? Are AWS_PROFILE and AWS_REGION the right ones?`,
  );
}

function noSuchStage(stageName: string, known: readonly Deployment[]): string {
  const names = known.map(({ stage }) => stage.name).join(', ');
  return `There is no stage "${stageName}". Stages: ${names}. They are listed in lib/config/deployments.ts.`;
}
