import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { handle } from 'hono/aws-lambda';
import { createCampaignStore } from '../../adapters/dynamo/campaigns/campaign-store.ts';
import { createCustomerStore } from '../../adapters/dynamo/customers/customer-store.ts';
import { createDocumentClient } from '../../adapters/dynamo/document-client.ts';
import { createRefusalStore } from '../../adapters/dynamo/refusals/refusal-store.ts';
import { createAddressHasher } from '../../adapters/secrets/address-hasher.ts';
import { readLinkKeys } from '../../adapters/secrets/link-keys.ts';
import { createSecretReader } from '../../adapters/secrets/secret-reader.ts';
import { createLog } from '../../runtime/logger.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { stage } from '../../runtime/stage.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { cacheCampaigns } from '../../use-cases/cached-campaigns.ts';
import { pagesEnv } from './env.ts';
import { createPagesApp, type PagesTools } from './pages-app.ts';

type Answer = ReturnType<typeof handle>;
type HttpEvent = Parameters<Answer>[0];

/** Answers HTTP API events (payload 2.0) with the pages. */
export function createHandler(tools: PagesTools): (event: HttpEvent) => ReturnType<Answer> {
  const answer = handle(createPagesApp(tools));
  // A GET with a body is legal HTTP, but a `Request` refuses it, and the adapter would print the error itself.
  return (event) => answer(isReading(event) ? { ...event, body: null } : event);
}

function isReading({ requestContext }: HttpEvent): boolean {
  return 'http' in requestContext && ['GET', 'HEAD'].includes(requestContext.http.method);
}

function createTools(): PagesTools {
  const env = readEnv(pagesEnv, process.env);
  const client = createDocumentClient();
  const readSecret = createSecretReader({ client: new SecretsManagerClient() });
  return {
    stage,
    clock: systemClock,
    log: createLog(),
    campaigns: cacheCampaigns(createCampaignStore({ client, table: env.CAMPAIGNS_TABLE }), systemClock),
    customers: createCustomerStore({ client, table: env.CUSTOMERS_TABLE, model: stage.recordModel }),
    refusals: createRefusalStore({ client, table: env.REFUSALS_TABLE }),
    hasher: createAddressHasher({ key: () => readSecret(env.ADDRESS_KEY_SECRET) }),
    linkKeys: async () => readLinkKeys(await readSecret(env.LINK_KEY_SECRET)),
  };
}

export const handler = createHandler(createTools());
