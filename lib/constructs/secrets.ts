import { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';
import { AppSecret } from './app-secret.ts';

const randomKey = { passwordLength: 64, excludePunctuation: true };

/** The stage's three secrets. Two are random keys; the third waits for the team's webhook addresses. */
export class Secrets extends Construct {
  /** JSON `{ "default": url, "channels": { name: url }, "owners": { email: url } }`, filled in by the team. */
  readonly teams: AppSecret;
  /** Key of the hash under which refusals know an address. */
  readonly addressKey: AppSecret;
  /** Key that signs the links in mails. */
  readonly linkKey: AppSecret;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    this.teams = new AppSecret(this, 'Teams', {
      deployment,
      description: 'webhook URLs of the Teams channels',
      // Secrets Manager insists on making up one field; nobody reads it.
      firstValue: {
        secretStringTemplate: JSON.stringify({ default: '', channels: {}, owners: {} }),
        generateStringKey: 'unused',
      },
      whyNotRotated:
        'Webhook URLs are made in Power Automate by the team and cannot be rotated by AWS; the runbook says how to replace one.',
    });
    this.addressKey = new AppSecret(this, 'AddressKey', {
      deployment,
      description: 'key of the address hashes; never change it',
      firstValue: randomKey,
      whyNotRotated:
        'Opt-outs and suppressions are found by the hash made with this key. With another key they would no longer be found, and people who said no would be mailed.',
    });
    this.linkKey = new AppSecret(this, 'LinkKey', {
      deployment,
      description: 'key that signs the links in mails',
      firstValue: randomKey,
      whyNotRotated:
        'Unsubscribe links in mails already sent must work for ever, so an automatic rotation that forgets the old key is not acceptable; the runbook says how to add a key by hand.',
    });
  }
}
