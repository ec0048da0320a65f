import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { local } from '../../lib/config/local.ts';

/** A permission of one job, as its role's policy in the template gives it. */
export interface Grant {
  readonly job: string;
  readonly action: string;
  /** Some of what the resource's reference says: a logical id, an export's name. */
  readonly resource: string;
}

const textOrList = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statementSchema = z.looseObject({ Action: textOrList, Resource: z.unknown() });
const documentSchema = z.looseObject({ Statement: z.array(statementSchema) });
const policySchema = z.looseObject({ Properties: z.looseObject({ PolicyDocument: documentSchema }) });
const templateSchema = z.looseObject({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

/** A copy of the local stage's cloud assembly without one permission. Throws an Error if no statement gives it. */
export function withhold(outdir: string, { job, action, resource }: Grant): string {
  const copy = mkdtempSync(join(tmpdir(), 'fushime-withheld-'));
  cpSync(outdir, copy, { recursive: true });
  const file = join(copy, `Fushime-${local.stage.name}.template.json`);
  const template = templateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  let found = 0;
  const isWithheld = (reference: unknown) => JSON.stringify(reference).includes(resource);
  for (const [id, policy] of Object.entries(template.Resources)) {
    if (policy.Type !== 'AWS::IAM::Policy' || !id.startsWith(`${job}Role`)) continue;
    const { PolicyDocument } = policySchema.parse(policy).Properties;
    const statements = PolicyDocument.Statement.flatMap((statement) => {
      const resources = [statement.Resource].flat();
      if (!statement.Action.includes(action) || !resources.some(isWithheld)) return [statement];
      found += 1;
      // The other actions on all resources, and this one on the others.
      return [
        { ...statement, Action: statement.Action.filter((each) => each !== action), Resource: resources },
        { ...statement, Action: [action], Resource: resources.filter((each) => !isWithheld(each)) },
      ].filter(({ Action, Resource }) => Action.length > 0 && Resource.length > 0);
    });
    template.Resources[id] = {
      ...policy,
      Properties: { ...Object(policy.Properties), PolicyDocument: { ...PolicyDocument, Statement: statements } },
    };
  }
  if (found === 0) throw new Error(`${job} has no ${action} on ${resource}.`);
  writeFileSync(file, JSON.stringify(template));
  return copy;
}
