import { z } from 'zod';
import type { Resource } from './synth-deployment.ts';

const oneOrMany = z.union([z.unknown().array(), z.unknown().transform((value) => [value])]);
const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  Principal: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
const documentSchema = z.object({ Statement: statementSchema.array() });

/** One statement of a template, its resources written as text (`Fn::GetAtt` of a table reads `…Table….Arn`). */
export interface TemplateStatement {
  /** Logical id of the policy, role, key, … that holds it. */
  readonly holder: string;
  readonly holderType: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
}

/** Every statement of every policy document anywhere in the resources. */
export function statementsOf(resources: Readonly<Record<string, Resource>>): readonly TemplateStatement[] {
  return Object.entries(resources).flatMap(([holder, { Type, Properties }]) =>
    documentsIn(Properties).flatMap(({ Statement }) =>
      Statement.map((statement) => ({
        holder,
        holderType: Type,
        effect: statement.Effect,
        actions: (statement.Action ?? []).map(String),
        resources: (statement.Resource ?? []).map(asText),
        condition: statement.Condition,
      })),
    ),
  );
}

function documentsIn(value: unknown): readonly z.infer<typeof documentSchema>[] {
  if (typeof value !== 'object' || value === null) return [];
  const document = documentSchema.safeParse(value);
  if (document.success) return [document.data];
  return Object.values(value).flatMap(documentsIn);
}

/** An ARN as text: literals as they are, references by logical id or export name. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value
      .filter((part) => part !== '')
      .map(asText)
      .join('');
  if (typeof value !== 'object' || value === null) return '';
  const [[name, argument] = []] = Object.entries(value);
  if (name === 'Fn::GetAtt' && Array.isArray(argument)) return `{${argument.join('.')}}`;
  return name === 'Ref' || name === 'Fn::ImportValue' ? `{${asText(argument)}}` : asText(argument);
}
