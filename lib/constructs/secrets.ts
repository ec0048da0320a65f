import { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';
import { AppSecret } from './app-secret.ts';

const randomKey = { passwordLength: 64, excludePunctuation: true };

/** The stage's secrets. Three are random keys; the others wait for what the team fills in. */
export class Secrets extends Construct {
  /** JSON `{ "default": url, "channels": { name: url }, "owners": { email: url } }`, filled in by the team. */
  readonly teams: AppSecret;
  /** Key of the hash under which refusals know an address. */
  readonly addressKey: AppSecret;
  /** Keys that sign the links in mails and cards, newest first; a lone key is plain text. */
  readonly linkKey: AppSecret;
  /** Keys that systems call the HTTP API with, newest first; two at most. */
  readonly apiKeys: AppSecret;
  /** The client secret that the stage's identity provider gave out, filled in by the team. */
  readonly signIn?: AppSecret;

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
      whyNoSchedule:
        'Webhook URLs are made in Power Automate by the team and cannot be rotated by AWS; the runbook says how to replace one.',
    });
    this.addressKey = new AppSecret(this, 'AddressKey', {
      deployment,
      description: 'key of the address hashes; never change it',
      firstValue: randomKey,
      whyNoSchedule:
        'Opt-outs and suppressions are found by the hash made with this key. With another key they would no longer be found, and people who said no would be mailed.',
    });
    this.linkKey = new AppSecret(this, 'LinkKey', {
      deployment,
      description: 'keys that sign the links in mails and cards',
      firstValue: randomKey,
      whyNoSchedule:
        'It is rotated, by the service stack: its schedule and function come and go with the functions, and cdk-nag looks for them in this stack only.',
    });
    this.apiKeys = new AppSecret(this, 'ApiKeys', {
      deployment,
      description: 'keys that systems call the HTTP API with',
      firstValue: randomKey,
      whyNoSchedule:
        'Whoever calls must be given the new key before the old one goes: "fushime api-key --rotate" makes one beside it.',
    });
    if (deployment.stage.signIn !== undefined) {
      this.signIn = new AppSecret(this, 'SignIn', {
        deployment,
        description: 'client secret of the identity provider',
        firstValue: randomKey,
        whyNoSchedule:
          'The identity provider makes client secrets, and only its administrators can replace one; the runbook says how.',
      });
    }
  }
}
