import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
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
import type { PagesTools } from './pages-app.ts';

/** The function's tools as they are in AWS, by what its environment says. */
export function createTools(): PagesTools {
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
