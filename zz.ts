import { existsSync, rmSync, statSync } from 'node:fs';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildApp } from './lib/build-app.ts';
import { local } from './lib/config/local.ts';
import { bundleJob } from './lib/jobs/bundle-job.ts';
const checks = process.argv[2] !== 'no' ? (await import('./lib/security-checks.ts')).addSecurityChecks : undefined;
for (const outdir of ['/tmp/cdkout', '/tmp/cdkout3']) {
  rmSync(outdir, { recursive: true, force: true });
  for (const bundle of [false, true]) {
    const t0 = performance.now();
    const app = buildApp({ deployment: local, outdir, codeOf: (job) => (bundle && existsSync(`lambda/functions/${job}/handler.ts`) ? bundleJob(job, local.stage, outdir) : Code.fromAsset('/tmp/stub')), ...(checks ? { addChecks: checks } : {}) });
    try { app.synth(); } catch (e) { console.log(String(e).slice(0, 6000)); }
    console.log(outdir, bundle, performance.now() - t0);
  }
}
