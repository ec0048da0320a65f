import { z } from 'zod';
import type { CloudResource } from '../assembly/resolve-stacks.ts';
import { readEventPattern } from '../events/event-pattern.ts';
import { TemplateError } from '../template-error.ts';
import type { RulePart } from './cloud-parts.ts';
import { ofType, parsed, placeOf } from './read-functions.ts';

// Strict: input paths, transformers and rules on a schedule are unknown here.
const ruleSchema = z.strictObject({
  Description: z.string().optional(),
  EventBusName: z.string().default('default'),
  EventPattern: z.unknown(),
  Name: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z
    .array(
      z.strictObject({
        Arn: z.string(),
        DeadLetterConfig: z.strictObject({ Arn: z.string() }).optional(),
        Id: z.string(),
        Input: z.string().optional(),
        RetryPolicy: z.unknown().optional(),
      }),
    )
    .default([]),
});

/** The enabled rules on all event buses. */
export function readRules(resources: readonly CloudResource[]): readonly RulePart[] {
  return ofType(resources, 'AWS::Events::Rule').flatMap((resource) => {
    const { EventBusName, EventPattern, State, Targets } = parsed(ruleSchema, resource);
    if (State === 'DISABLED') return [];
    const targets = Targets.map(({ Arn, DeadLetterConfig, Input }) => ({
      arn: Arn,
      ...(Input === undefined ? {} : { input: Input }),
      ...(DeadLetterConfig === undefined ? {} : { deadLetterArn: DeadLetterConfig.Arn }),
    }));
    const rule = { logicalId: resource.logicalId, arn: resource.attributes.Arn ?? '', bus: EventBusName, targets };
    return [{ ...rule, pattern: patternOf(EventPattern, resource) }];
  });
}

function patternOf(pattern: unknown, resource: CloudResource) {
  try {
    return readEventPattern(pattern);
  } catch (error) {
    throw new TemplateError(placeOf(resource), error instanceof Error ? error.message : '');
  }
}
