import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SecretsEndpoint, startSecrets } from '../../../local/endpoints/secrets.ts';

const arn = 'arn:aws:secretsmanager:ap-northeast-1:000000000000:secret:teams-webhook-Ab12Cd';
const emptyArn = 'arn:aws:secretsmanager:ap-northeast-1:000000000000:secret:empty-Ab12Cd';

describe('the local Secrets Manager', () => {
  let endpoint: SecretsEndpoint;
  let client: SecretsManagerClient;
  const get = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));

  beforeEach(async () => {
    const clock = { nowMs: () => Date.UTC(2031, 0, 1) };
    endpoint = await startSecrets({ secrets: [{ arn, value: 'https://example.com/hook' }, { arn: emptyArn }], clock });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new SecretsManagerClient({ endpoint: endpoint.url, region: 'ap-northeast-1', credentials });
  });
  afterEach(async () => {
    client.destroy();
    await endpoint.close();
  });

  it.each([arn, 'teams-webhook'])('gives the value of %s', async (id) => {
    const secret = await get(id);

    expect(secret).toMatchObject({ ARN: arn, Name: 'teams-webhook', SecretString: 'https://example.com/hook' });
    expect(secret.VersionStages).toEqual(['AWSCURRENT']);
    expect(secret.CreatedDate).toEqual(new Date('2031-01-01T00:00:00Z'));
  });

  it('gives the new value, in a new version, once it is set', async () => {
    const before = await get(arn);
    endpoint.set(arn, 'https://example.com/other');
    const after = await get('teams-webhook');

    expect(after.SecretString).toBe('https://example.com/other');
    expect(after.VersionId).not.toBe(before.VersionId);
  });

  it('does not find an unknown secret, nor one without a value', async () => {
    await expect(get('unknown')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(get('empty')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  describe('in a rotation', () => {
    const token = '00000000-0000-4000-8000-000000000001';
    const pending = { SecretId: arn, VersionId: token, VersionStage: 'AWSPENDING' };
    const put = (SecretString: string) =>
      client.send(
        new PutSecretValueCommand({
          ...{ SecretId: arn, ClientRequestToken: token, SecretString, VersionStages: ['AWSPENDING'] },
        }),
      );
    const promote = (RemoveFromVersionId?: string) =>
      client.send(
        new UpdateSecretVersionStageCommand({
          ...{ SecretId: arn, VersionStage: 'AWSCURRENT', MoveToVersionId: token, RemoveFromVersionId },
        }),
      );

    it('keeps a pending version apart until it becomes the current one', async () => {
      await expect(client.send(new GetSecretValueCommand(pending))).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
      const before = await get(arn);
      await put('next');
      expect((await get(arn)).SecretString).toBe(before.SecretString);
      expect((await client.send(new GetSecretValueCommand(pending))).SecretString).toBe('next');

      await promote(before.VersionId);
      expect(await get(arn)).toMatchObject({ SecretString: 'next', VersionId: token });
      const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: arn }));
      expect(VersionIdsToStages).toEqual({
        [before.VersionId ?? '']: ['AWSPREVIOUS'],
        [token]: ['AWSPENDING', 'AWSCURRENT'],
      });
    });

    it('takes the same version twice and another value under its id never', async () => {
      await put('next');
      await put('next');
      await expect(put('other')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    });

    it('moves no label away from a version that the call does not name', async () => {
      await put('next');
      await expect(promote()).rejects.toMatchObject({ name: 'InvalidParameterException' });
      await expect(promote('another')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    });
  });

  it('refuses any other call', async () => {
    await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});
