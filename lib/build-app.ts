import { App } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { checkDeployment } from './config/check-deployment.ts';
import type { Deployment } from './config/deployment.ts';
import { DataStack } from './data-stack.ts';
import { featureFlags } from './feature-flags.ts';
import { bundleJob } from './jobs/bundle-job.ts';
import type { Job } from './jobs/job.ts';
import { ServiceStack } from './service-stack.ts';

export interface BuildAppProps {
  /** What to build; given the app, it may read the command line's `-c` values. */
  readonly deployment: Deployment | ((app: App) => Deployment);
  /** Where the templates go. @default where the CDK command line wants them, else a temporary directory */
  readonly outdir?: string;
  /** A job's code. @default its bundled handler */
  readonly codeOf?: (job: Job) => Code;
  /** Adds checks to run at synth. @default none, and none of CDK's own: they take longer than everything else */
  readonly addChecks?: (app: App) => void;
}

/** The two stacks of one deployment, `Fushime-<stage>-Data` and `Fushime-<stage>`, ready for `synth()`. */
export function buildApp(props: BuildAppProps): App {
  const app = new App({
    analyticsReporting: false,
    context: { ...featureFlags },
    builtinCloudFormationValidation: props.addChecks !== undefined,
    ...(props.outdir === undefined ? {} : { outdir: props.outdir }),
  });
  const deployment = typeof props.deployment === 'function' ? props.deployment(app) : props.deployment;
  checkDeployment(deployment);
  const { stage } = deployment;
  const data = new DataStack(app, `Fushime-${stage.name}-Data`, deployment);
  new ServiceStack(app, `Fushime-${stage.name}`, {
    data,
    deployment,
    codeOf: props.codeOf ?? ((job) => bundleJob(job, stage, app.outdir)),
  });
  props.addChecks?.(app);
  return app;
}
