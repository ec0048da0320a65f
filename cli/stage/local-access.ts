import { localAccessKeyId } from '../../local/cloud/functions/function-env.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import type { StageAccess } from './stage-access.ts';
import { readResources, resourceNames } from './stage-resources.ts';

/** How to call a local cloud, of this process or another, in its own name, and what its resources are called. */
export function localAccess(
  cloud: Pick<LocalCloud, 'variable' | 'pagesUrl' | 'proxyUrl' | 'region'>,
): Pick<StageAccess, 'settings' | 'resources'> {
  const { pagesUrl, proxyUrl, region } = cloud;
  const told = resourceNames.map((name) => [name, name === 'PagesUrl' ? pagesUrl : cloud.variable(asVariable(name))]);
  const read = readResources(Object.fromEntries(told));
  if (!('resources' in read)) throw new Error(`The local cloud does not tell ${read.missing.join(', ')}.`);
  const credentials = { accessKeyId: localAccessKeyId, secretAccessKey: 'local' };
  return { settings: { region, endpoint: proxyUrl, credentials }, resources: read.resources };
}

/** Functions are told by their environment what stacks tell by their outputs: `PlanQueueUrl` is `PLAN_QUEUE_URL`. */
function asVariable(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
