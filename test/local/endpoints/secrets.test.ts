import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
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

  it('refuses any other call', async () => {
    await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});
