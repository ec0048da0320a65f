import { randomBytes } from 'node:crypto';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Command } from 'commander';
import { formatApiKeys, readApiKeys } from '../../lambda/adapters/secrets/api-keys.ts';
import { CommandFailure } from '../command-failure.ts';
import { note, print } from '../print.ts';
import { inStage, type OpenStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';

interface ApiKeyOptions extends StageOptions {
  readonly rotate?: true;
}

/** `fushime api-key`: the key with which systems post events and files, and a new one beside it. */
export function apiKeyCommand(): Command {
  const command = new Command('api-key')
    .description('the key for POST /v1/events and /v1/import')
    .option('--rotate', 'make a new key; the one of before goes on working until the next time')
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async (options: ApiKeyOptions) => {
      const { key, urls } = await inStage(options, async (opened) => ({
        key: await (options.rotate ? rotateKey(opened) : readKey(opened)),
        urls: ['events', 'import'].map((path) => `${opened.resources.PagesUrl}/v1/${path}`),
      }));
      note(`For ${urls.join(' and ')}, as "Authorization: Bearer …":`);
      print(command, { json: { key, urls }, text: key });
    });
}

const furtherHelp = `
Two keys work at a time: --rotate, give the new one to every system, --rotate again when all have it. After a leak do
both at once. A new key works within a minute, an old one for up to five more.`;

async function readKey(opened: OpenStage): Promise<string> {
  const [newest] = await readKeys(opened);
  if (newest === undefined) throw new CommandFailure('The secret holds no key of 32 characters. --rotate makes one.');
  return newest;
}

async function rotateKey(opened: OpenStage): Promise<string> {
  const key = randomBytes(32).toString('base64url');
  const SecretString = formatApiKeys([key, ...(await readKeys(opened))]);
  await clientOf(opened).send(new PutSecretValueCommand({ SecretId: opened.resources.ApiKeysSecret, SecretString }));
  return key;
}

async function readKeys(opened: OpenStage): Promise<readonly string[]> {
  const asked = new GetSecretValueCommand({ SecretId: opened.resources.ApiKeysSecret });
  return readApiKeys((await clientOf(opened).send(asked)).SecretString ?? '');
}

function clientOf({ settings }: OpenStage): SecretsManagerClient {
  return new SecretsManagerClient(settings);
}
