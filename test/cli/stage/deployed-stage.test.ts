import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDeployedStage, stackNames } from '../../../cli/stage/deployed-stage.ts';
import { explainAwsFailure } from '../../../cli/stage/explain-aws-failure.ts';
import { localAccess } from '../../../cli/stage/local-access.ts';
import { resourceNames } from '../../../cli/stage/stage-resources.ts';
import { prod } from '../../../lib/config/prod.ts';
import { accessKeyIdOf } from '../../../local/cloud/functions/function-env.ts';
import type { LocalCloud } from '../../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../../local/run/load-files.ts';
import { aCustomerRow, anImportFile, customersCsv, openCloudOn } from '../../e2e/small-company.ts';
import { synthDeployment } from '../../infra/synth-deployment.ts';
import { runFushime } from '../run-fushime.ts';
import { aStackApi } from './a-stack-api.ts';

const [dataStack, serviceStack] = stackNames('prod');
const told = Object.fromEntries(resourceNames.map((name) => [name, `the-${name}`]));
const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'test' };

async function open(stacks: Parameters<typeof aStackApi>[0], known = [prod]) {
  const settings = { region: 'ap-northeast-1', endpoint: await aStackApi(stacks), credentials };
  return openDeployedStage('prod', settings, known);
}

afterEach(() => vi.unstubAllEnvs());

describe('a deployed stage', () => {
  it('is known by the outputs of its two stacks', async () => {
    const { PagesUrl = '', PlanQueueUrl = '', ...rest } = told;
    const { resources, stage } = await open([
      { name: dataStack, outputs: rest },
      { name: serviceStack, outputs: { PagesUrl, PlanQueueUrl } },
    ]);
    expect(resources).toEqual(told);
    expect(stage).toBe(prod.stage);
  });

  it('tells everything by the stacks as they are built', () => {
    const { assembly } = synthDeployment(prod);
    const outputs = stackNames('prod').flatMap((name) =>
      Object.keys(assembly.getStackByName(name).template.Outputs ?? {}),
    );
    expect(outputs).toEqual(expect.arrayContaining([...resourceNames]));
  });

  it('that was never deployed, or elsewhere, is not found', async () => {
    await expect(open([])).rejects.toThrow(/There is no stack Fushime-prod-Data in ap-northeast-1/);
    const stacks = [
      { name: dataStack, outputs: told },
      { name: serviceStack, outputs: {} },
    ];
    await expect(open(stacks, [{ ...prod, account: '999999999999' }])).rejects.toThrow(
      'Your credentials belong to the AWS account 123456789012, but the stage "prod" lives in 999999999999.',
    );
  });

  it('that was deployed before there were such outputs asks to be deployed again', async () => {
    const { PagesUrl: _, ...older } = told;
    const stacks = [
      { name: dataStack, outputs: older },
      { name: serviceStack, outputs: {} },
    ];
    await expect(open(stacks)).rejects.toThrow(/do not tell PagesUrl: .*Deploy the stage again/);
  });
});

describe('what AWS says no with', () => {
  it('is explained when there are no credentials', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AWS_SESSION_TOKEN']) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    vi.stubEnv('AWS_REGION', 'ap-northeast-1');
    vi.stubEnv('AWS_ENDPOINT_URL', await aStackApi([]));
    const { exitCode, stdout, stderr } = await runFushime('optout', '--customer', 'C1', '--stage', 'prod');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('No AWS credentials that can be used: ');
    expect(stderr).not.toContain('should not have');
  });

  it('is explained wherever it stands among the causes', () => {
    const named = (name: string, message = 'no', more = {}) => Object.assign(new Error(message), { name, ...more });
    const sentence = (cause: Error) =>
      explainAwsFailure(new Error('GetItem failed', { cause }), 'the stage "prod"')?.message;
    expect(sentence(named('ExpiredTokenException'))).toContain('does not accept your credentials');
    expect(sentence(named('AccessDeniedException', 'User: u is not authorized'))).toContain('User: u is not');
    expect(sentence(named('Error', 'Region is missing'))).toContain('Set AWS_REGION');
    expect(sentence(named('Error', 'no', { code: 'ECONNREFUSED' }))).toBe(
      'The stage "prod" cannot be reached (ECONNREFUSED).',
    );
    expect(sentence(new TypeError('a mistake of ours'))).toBeUndefined();
  });
});

describe('a command on a deployed stage', () => {
  let cloud: LocalCloud | undefined;
  afterEach(() => cloud?.close());

  it('works with the stage’s own tables, and is told when it may not', async () => {
    cloud = await openCloudOn('2027-03-14');
    await loadFiles(cloud, [anImportFile('customers.csv', customersCsv([aCustomerRow('C1')]))], [], () => {});
    const { settings, resources } = localAccess(cloud);
    vi.stubEnv('AWS_REGION', settings.region);
    vi.stubEnv('AWS_ENDPOINT_URL', settings.endpoint);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    const stacks = [
      { name: dataStack, outputs: resources },
      { name: serviceStack, outputs: {} },
    ];
    vi.stubEnv('AWS_ENDPOINT_URL_CLOUDFORMATION', await aStackApi(stacks));
    const optout = () => runFushime('optout', '--customer', 'C1', '--stage', 'prod', '--json');

    const notify = cloud.parts.functions.find(({ logicalId }) => logicalId.startsWith('Notify'));
    vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyIdOf(notify ?? { arn: '' }));
    const refused = await optout();
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toMatch(/do not allow this on the stage "prod"\. .*is not authorized to perform/);

    vi.stubEnv('AWS_ACCESS_KEY_ID', settings.credentials?.accessKeyId);
    const done = await optout();
    expect(done.exitCode).toBe(0);
    expect(JSON.parse(done.stdout)).toMatchObject({ customer: 'C1', now: { allMarketing: true } });
  });
});
