import type { EndpointAnswer } from '../http-endpoint.ts';
import type { AccountState } from './account-state.ts';

/** What GetAccount says of the quota. */
export interface SendQuota {
  readonly Max24HourSend: number;
  readonly MaxSendRate: number;
  readonly SentLast24Hours: number;
}

/** Answers SES v2 (REST): what the account, an identity or a configuration set is ready for. */
export function answerAccountQuestion(
  { method, url }: { readonly method: string; readonly url: URL },
  account: AccountState,
  quota: SendQuota,
): EndpointAnswer {
  const [, , , collection, ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const [name = ''] = rest;
  if (method === 'GET' && rest.length <= 1) {
    if (collection === 'account' && name === '') return accountAnswer(account, quota);
    if (collection === 'identities' && name !== '') return identityAnswer(account, name);
    if (collection === 'configuration-sets' && name !== '') return configurationSetAnswer(account, name);
  }
  return errorAnswer(400, 'BadRequestException', `${method} ${url.pathname} is unknown here.`);
}

function accountAnswer(account: AccountState, quota: SendQuota): EndpointAnswer {
  const isPaused = account.paused().account;
  return json(200, {
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: isPaused ? 'SHUTDOWN' : 'HEALTHY',
    ProductionAccessEnabled: account.policy().sandbox !== true,
    SendQuota: quota,
    SendingEnabled: !isPaused,
  });
}

function identityAnswer(account: AccountState, identity: string): EndpointAnswer {
  const verified = account.isVerified(identity);
  const MailFromAttributes = {
    BehaviorOnMxFailure: account.policy().behaviorOnMxFailure ?? 'USE_DEFAULT_VALUE',
    MailFromDomain: `bounce.${identity}`,
    MailFromDomainStatus: account.mailFromStatus(),
  };
  return json(200, {
    IdentityType: identity.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
    VerifiedForSendingStatus: verified,
    VerificationStatus: verified ? 'SUCCESS' : 'PENDING',
    ...(!identity.includes('@') && { MailFromAttributes }),
  });
}

function configurationSetAnswer(account: AccountState, name: string): EndpointAnswer {
  const { configurationSets } = account.policy();
  if (configurationSets && !configurationSets.includes(name)) {
    return errorAnswer(404, 'NotFoundException', `Configuration set <${name}> does not exist.`);
  }
  const SendingEnabled = !account.paused().configurationSets.has(name);
  return json(200, { ConfigurationSetName: name, SendingOptions: { SendingEnabled } });
}

function json(status: number, body: object): EndpointAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function errorAnswer(status: number, code: string, message: string): EndpointAnswer {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  return { status, headers, body: JSON.stringify({ message }) };
}
