import cdkJson from '../cdk.json' with { type: 'json' };

/**
 * Every CDK behaviour that cdk.json pins, for tests and the local cloud, too: they build the templates that the command
 * line builds. As `cdk init` recommends for the version in package.json, save two: the data stack refuses to drop what
 * the service stack still uses (strong references), and nothing is collected about usage.
 */
export const featureFlags: Readonly<Record<string, unknown>> = cdkJson.context;
