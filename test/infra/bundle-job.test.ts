import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildApp } from '../../lib/build-app.ts';
import { local } from '../../lib/config/local.ts';
import { bundleJob } from '../../lib/jobs/bundle-job.ts';
import { doNothing, newOutDir } from './synth-deployment.ts';

const outDir = newOutDir();
const company = { ...local.stage.sender, name: 'A name that stands nowhere else' };
const deployment = { ...local, stage: { ...local.stage, sender: company } };
// `send` because it reads the stage and has a CommonJS dependency.
buildApp({
  deployment,
  outdir: outDir,
  codeOf: (job) => (job === 'send' ? bundleJob(job, deployment.stage, outDir) : doNothing()),
}).synth();
const assets = readdirSync(outDir).filter((name) => name.startsWith('asset.'));

test('a function is one file', () => {
  expect(assets).toHaveLength(1);
  expect(readdirSync(join(outDir, assets[0] ?? ''))).toEqual(['index.mjs']);
});

test('the stage settings travel in it', () => {
  expect(readFileSync(join(outDir, assets[0] ?? '', 'index.mjs'), 'utf8')).toContain(company.name);
});

test('what went into it is written down outside of it', () => {
  expect(existsSync(join(outDir, 'metafiles', 'send.json'))).toBe(true);
  expect(readFileSync(join(outDir, 'metafiles', 'send.json'), 'utf8')).toContain('lambda/functions/send/handler.ts');
});
