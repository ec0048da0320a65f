import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TemplateError } from '../template-error.ts';

/** One synthesized stack. `account` and `region` are absent where the stack leaves them open. */
export interface StackTemplate {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  readonly template: Template;
  /** Directories of file assets by their S3 key. */
  readonly assetDirs: ReadonlyMap<string, string>;
}

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).optional(),
  Condition: z.string().optional(),
});
const templateSchema = z.looseObject({
  Parameters: z.record(z.string(), z.looseObject({ Type: z.string(), Default: z.unknown().optional() })).optional(),
  Mappings: z.record(z.string(), z.unknown()).optional(),
  Conditions: z.record(z.string(), z.unknown()).optional(),
  Resources: z.record(z.string(), resourceSchema).optional(),
  Outputs: z
    .record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.looseObject({ Name: z.unknown() }).optional() }))
    .optional(),
});
const manifestSchema = z.looseObject({
  artifacts: z.record(z.string(), z.looseObject({ type: z.string() })),
});
const stackSchema = z.looseObject({
  environment: z.string(),
  properties: z.looseObject({ templateFile: z.string(), stackName: z.string().optional() }),
});
const nestedSchema = z.looseObject({ properties: z.looseObject({ directoryName: z.string() }) });
const assetsSchema = z.looseObject({
  files: z.record(
    z.string(),
    z.looseObject({
      source: z.looseObject({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
    }),
  ),
});

/** A CloudFormation template in JSON. */
export type Template = z.output<typeof templateSchema>;

/** Reads every stack of a cloud assembly, nested ones too. Throws a TemplateError if there is none. */
export function readAssembly(outdir: string): readonly StackTemplate[] {
  const stacks = readStacks(outdir);
  if (stacks.length === 0) throw new TemplateError(outdir, 'There is no stack in this cloud assembly.');
  return stacks;
}

function readStacks(outdir: string): StackTemplate[] {
  const { artifacts } = manifestSchema.parse(readJson(outdir, 'manifest.json'));
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (artifact.type === 'cdk:cloud-assembly') {
      return readStacks(join(outdir, nestedSchema.parse(artifact).properties.directoryName));
    }
    return artifact.type === 'aws:cloudformation:stack' ? [readStack(outdir, id, artifact)] : [];
  });
}

function readStack(outdir: string, id: string, artifact: unknown): StackTemplate {
  const { environment, properties } = stackSchema.parse(artifact);
  const [, account = '', region = ''] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment) ?? [];
  return {
    name: properties.stackName ?? id,
    ...(account === 'unknown-account' ? {} : { account }),
    ...(region === 'unknown-region' ? {} : { region }),
    template: templateSchema.parse(readJson(outdir, properties.templateFile)),
    assetDirs: readAssetDirs(outdir, properties.templateFile),
  };
}

function readAssetDirs(outdir: string, templateFile: string): ReadonlyMap<string, string> {
  const { files } = assetsSchema.parse(readJson(outdir, templateFile.replace(/\.template\.json$/, '.assets.json')));
  const dirs = Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }) => [objectKey, join(outdir, source.path ?? '')] as const),
  );
  return new Map(dirs);
}

function readJson(outdir: string, file: string): unknown {
  return JSON.parse(readFileSync(join(outdir, file), 'utf8'));
}
