import type { CloudResource } from '../assembly/resolve-stacks.ts';
import { TemplateError } from '../template-error.ts';
import type { CloudParts } from './cloud-parts.ts';
import { readBucket, readQueue, readSecret, readTable } from './read-data.ts';
import { ofType, readFunctions, readMappings, readRoutes } from './read-functions.ts';
import { readMailEvents } from './read-mail-events.ts';
import { readResourcePolicies } from './read-resource-policies.ts';
import { readRoles } from './read-roles.ts';
import { readRotations } from './read-rotations.ts';
import { readRules } from './read-rules.ts';

/** Reads resolved resources as the parts of the local cloud. Throws a TemplateError where one asks for the unknown. */
export function readParts(resources: readonly CloudResource[]): CloudParts {
  const functions = readFunctions(resources);
  const mappings = readMappings(resources, functions);
  const queues = ofType(resources, 'AWS::SQS::Queue').map(readQueue);
  const endless = mappings.find(({ queueArn }) => !queues.find(({ arn }) => arn === queueArn)?.redrive);
  // Failed messages are tried again at once: without a dead-letter queue that would never end.
  if (endless) throw new TemplateError(endless.logicalId, `${endless.queueArn} has no dead-letter queue`);
  return {
    functions,
    mappings,
    queues,
    tables: [...ofType(resources, 'AWS::DynamoDB::Table'), ...ofType(resources, 'AWS::DynamoDB::GlobalTable')].map(
      readTable,
    ),
    buckets: ofType(resources, 'AWS::S3::Bucket').map(readBucket),
    secrets: ofType(resources, 'AWS::SecretsManager::Secret').map(readSecret),
    rotations: readRotations(resources, functions),
    rules: readRules(resources),
    eventBuses: ofType(resources, 'AWS::Events::EventBus').map(({ ref }) => ref),
    routes: readRoutes(resources),
    roles: readRoles(resources),
    scheduleGroups: ofType(resources, 'AWS::Scheduler::ScheduleGroup').map(({ ref }) => ref),
    schedules: ofType(resources, 'AWS::Scheduler::Schedule').map((resource) => ({
      ...resource.properties,
      Name: resource.ref,
    })),
    identities: ofType(resources, 'AWS::SES::EmailIdentity').map(({ ref }) => ref),
    configurationSets: ofType(resources, 'AWS::SES::ConfigurationSet').map(({ ref }) => ref),
    mailEvents: readMailEvents(resources),
    resourcePolicies: readResourcePolicies(resources, functions),
  };
}
