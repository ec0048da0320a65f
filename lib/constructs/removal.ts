import { RemovalPolicy } from 'aws-cdk-lib';
import type { Deployment } from '../config/deployment.ts';

/** What happens to things worth keeping when their stack is deleted. */
export function keptInProduction({ production }: Pick<Deployment, 'production'>): RemovalPolicy {
  return production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
