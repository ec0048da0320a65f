import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { z } from 'zod';
import { buildApp } from '../../lib/build-app.ts';
import type { Deployment } from '../../lib/config/deployment.ts';
import { local } from '../../lib/config/local.ts';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});
const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });

export type Resource = z.infer<typeof resourceSchema>;

/** An app's two templates, with functions that do nothing in the place of the bundled ones. */
export function synthDeployment(deployment: Deployment = local) {
  const app = buildApp({ deployment, outdir: newOutDir(), codeOf: doNothing });
  const assembly = app.synth();
  const [data, service] = [`Fushime-${deployment.stage.name}-Data`, `Fushime-${deployment.stage.name}`].map((name) => {
    const { template } = assembly.getStackByName(name);
    return { template: Template.fromJSON(template), resources: readResources(template) };
  });
  if (!data || !service) throw new Error('There must be two stacks');
  return { app, assembly, data, service };
}

/** A template's resources, by logical id. */
export function readResources(template: unknown): Readonly<Record<string, Resource>> {
  return templateSchema.parse(template).Resources;
}

/** The resources of one type, by logical id. */
export function ofType(resources: Readonly<Record<string, Resource>>, type: string): readonly [string, Resource][] {
  return Object.entries(resources).filter(([, resource]) => resource.Type === type);
}

/** Code for tests that are not about code. */
export function doNothing(): Code {
  return Code.fromInline('export const handler = async () => {};');
}

/** A directory of its own for a cloud assembly. */
export function newOutDir(): string {
  return mkdtempSync(join(tmpdir(), 'fushime-synth-'));
}
