import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildApp } from '../../lib/build-app.ts';
import { local } from '../../lib/config/local.ts';
import { newOutDir, ofType, readResources } from './synth-deployment.ts';

const outDir = newOutDir();
const company = { ...local.stage.sender, name: 'A name that stands nowhere else' };
const deployment = { ...local, stage: { ...local.stage, sender: company } };
const { template } = buildApp({ deployment, outdir: outDir }).synth().getStackByName('Fushime-local');
const functionSchema = z.object({
  Code: z.object({ S3Key: z.string().endsWith('.zip') }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});
const bundles = ofType(readResources(template), 'AWS::Lambda::Function').map(([id, { Properties }]) => {
  const { Code, Environment } = functionSchema.parse(Properties);
  const dir = join(outDir, `asset.${Code.S3Key.replace(/\.zip$/, '')}`);
  const job = id.replace(/Function.*/, '').toLowerCase();
  return { job, dir, file: join(dir, 'index.mjs'), variables: Object.keys(Environment.Variables) };
});

/** Packages whose code is in a job's bundle. */
function packagesIn(job: string): readonly string[] {
  const metafile = z
    .object({ outputs: z.record(z.string(), z.object({ inputs: z.record(z.string(), z.unknown()) })) })
    .parse(JSON.parse(readFileSync(join(outDir, 'metafiles', `${job}.json`), 'utf8')));
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  return [...new Set(inputs.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))];
}

test('all functions are bundled', () => {
  expect(bundles.map(({ job }) => job).toSorted()).toEqual([
    'api',
    'feedback',
    'import',
    'intake',
    'notify',
    'pages',
    'plan',
    'publish',
    'rotate',
    'send',
    'sweep',
  ]);
});

describe.each(bundles)('$job', ({ job, dir, file, variables }) => {
  test('is one file, and what went into it is written down outside of it', () => {
    expect(readdirSync(dir)).toEqual(['index.mjs']);
    expect(existsSync(join(outDir, 'metafiles', `${job}.json`))).toBe(true);
  });

  test('starts by itself, without node_modules, under the environment that it is given', () => {
    const env = {
      AWS_REGION: 'ap-northeast-1',
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
      ...Object.fromEntries(
        variables.map((name) => [name, `https://${name.toLowerCase().replaceAll('_', '-')}.invalid`]),
      ),
    };
    const script = `const { handler } = await import(${JSON.stringify(pathToFileURL(file).href)}); process.stdout.write(typeof handler); process.exit();`;
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { env, cwd: dir });
    expect(said.toString()).toBe('function');
  });
});

test('the stage settings travel in the bundle', () => {
  const send = bundles.find(({ job }) => job === 'send');
  expect(readFileSync(send?.file ?? '', 'utf8')).toContain(company.name);
});

test('send stays within 700 KB and carries no HTTP client, expression language or tracer', () => {
  const send = bundles.find(({ job }) => job === 'send');
  expect(statSync(send?.file ?? '').size).toBeLessThanOrEqual(700_000);
  const packages = packagesIn('send');
  expect(packages).toContain('@aws-sdk/client-ses');
  expect(packages.filter((name) => /^axios$|^@bufbuild\/|tracer|xray/.test(name))).toEqual([]);
});

test('only notify carries the HTTP client for Teams', () => {
  const carriers = bundles.map(({ job }) => job).filter((job) => packagesIn(job).includes('axios'));
  expect(carriers).toEqual(['notify']);
});

test('plan stays within 750 KB and carries no template engine', () => {
  const plan = bundles.find(({ job }) => job === 'plan');
  expect(statSync(plan?.file ?? '').size).toBeLessThanOrEqual(750_000);
  expect(packagesIn('plan').filter((name) => /^axios$|^handlebars$|^nodemailer$|tracer|xray/.test(name))).toEqual([]);
});

test('intake stays within 750 KB and carries no template engine and no expression language', () => {
  const intake = bundles.find(({ job }) => job === 'intake');
  expect(statSync(intake?.file ?? '').size).toBeLessThanOrEqual(750_000);
  expect(packagesIn('intake').filter((name) => /^axios$|^handlebars$|^@bufbuild\/|tracer|xray/.test(name))).toEqual([]);
});
