import type { Environment } from 'aws-cdk-lib';
import type { Deployment } from './deployment.ts';

/** Account and Region that a deployment pins; what it leaves open is decided by the credentials at deploy time. */
export function environmentOf({ account, region }: Deployment): Environment {
  return { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
}
