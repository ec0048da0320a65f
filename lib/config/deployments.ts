import { checkNeighbours } from './check-neighbours.ts';
import type { Deployment } from './deployment.ts';
import { local } from './local.ts';
import { prod } from './prod.ts';

/** Every stage that can be built. Add yours here. */
export const deployments: readonly Deployment[] = [local, prod];

/** The deployment whose stage has this name. Throws an error where there is none, or where stages get into each other's way. */
export function findDeployment(stageName: string): Deployment {
  checkNeighbours(deployments);
  const found = deployments.find(({ stage }) => stage.name === stageName);
  if (found) return found;
  const names = deployments.map(({ stage }) => stage.name).join(', ');
  throw new Error(`There is no stage "${stageName}". Stages: ${names}. They are listed in lib/config/deployments.ts.`);
}
