import { buildApp } from '../lib/build-app.ts';
import { findDeployment } from '../lib/config/deployments.ts';
import { addSecurityChecks } from '../lib/security-checks.ts';

// The stage: `cdk … -c stage=local`, else FUSHIME_STAGE, else production.
const app = buildApp({
  deployment: ({ node }) => findDeployment(node.tryGetContext('stage') ?? process.env.FUSHIME_STAGE ?? 'prod'),
  addChecks: addSecurityChecks,
});
app.synth();
