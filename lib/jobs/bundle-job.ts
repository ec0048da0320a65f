import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssetHashType, type ILocalBundling } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { Job } from './job.ts';

const projectDir = join(import.meta.dirname, '..', '..');

// CommonJS dependencies call `require`, which an ES module does not have.
const requireForCommonJs =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

// Ways to credentials that a function never takes, as Lambda puts its keys into the environment; the SDK would load
// these on demand. Together 100 KB.
const otherCredentials = ['ini', 'login', 'process', 'sso', 'web-identity'].map(
  (source) => `@aws-sdk/credential-provider-${source}`,
);

interface JobBundleProps {
  readonly entry: string;
  readonly stage: StageConfig;
  readonly metafile: string;
}

/** One function's code with its stage's configuration inside. The fields tell CDK's asset cache two bundles apart. */
class JobBundle implements ILocalBundling {
  readonly props: JobBundleProps;

  constructor(props: JobBundleProps) {
    this.props = props;
  }

  tryBundle(outputDir: string): boolean {
    const { metafile } = buildSync({
      absWorkingDir: projectDir,
      entryPoints: [this.props.entry],
      outfile: join(outputDir, 'index.mjs'),
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      mainFields: ['module', 'main'],
      define: { FUSHIME_STAGE: JSON.stringify(this.props.stage) },
      alias: { 'source-map': join(import.meta.dirname, 'no-source-map.ts') },
      external: otherCredentials,
      banner: { js: requireForCommonJs },
      legalComments: 'none',
      logLevel: 'warning',
      metafile: true,
    });
    mkdirSync(dirname(this.props.metafile), { recursive: true });
    writeFileSync(this.props.metafile, JSON.stringify(metafile));
    return true;
  }
}

/**
 * Bundles a job's handler, AWS SDK included, into one `index.mjs`. What went into it is written to
 * `<outDir>/metafiles/<job>.json` (esbuild's metafile), outside the asset.
 */
export function bundleJob(job: Job, stage: StageConfig, outDir: string): Code {
  const functionDir = join('lambda', 'functions', job);
  return Code.fromAsset(join(projectDir, functionDir), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: Runtime.NODEJS_24_X.bundlingImage,
      local: new JobBundle({
        entry: join(functionDir, 'handler.ts'),
        stage,
        metafile: join(outDir, 'metafiles', `${job}.json`),
      }),
    },
  });
}
