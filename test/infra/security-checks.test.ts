import { Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildApp } from '../../lib/build-app.ts';
import { deployments } from '../../lib/config/deployments.ts';
import { local } from '../../lib/config/local.ts';
import { addSecurityChecks } from '../../lib/security-checks.ts';
import { doNothing, newOutDir, synthDeployment } from './synth-deployment.ts';

const reasons = z.record(z.string(), z.string());

describe.each(deployments.map((deployment) => [deployment.stage.name, deployment] as const))(
  'stage %s',
  (_name, deployment) => {
    const { app } = synthDeployment(deployment);

    test('has no finding of cdk-nag that nobody accepted', () => {
      const { violations } = new AwsSolutionsChecks().validateScope(app);
      expect(violations.map(({ ruleName, violatingResources }) => [ruleName, violatingResources])).toEqual([]);
    });

    test('gives a reason for whatever was accepted, of one thing at a time', () => {
      const accepted = app.node
        .findAll()
        .flatMap(({ node }) =>
          node.metadata
            .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
            .flatMap(({ data }) =>
              Object.entries(reasons.parse(data)).map(([rule, reason]) => ({ path: node.path, rule, reason })),
            ),
        );
      expect(accepted.length).toBeGreaterThan(10);
      for (const { path, rule, reason } of accepted) {
        // An app or stack is too much to accept anything for.
        expect(path.split('/').length, rule).toBeGreaterThan(1);
        expect(reason.length, `${path} ${rule}`).toBeGreaterThan(30);
        expect(rule).not.toMatch(/IAM5$|IAM4/);
      }
    });
  },
);

test('synth fails on a finding that nobody accepted', () => {
  const app = buildApp({ deployment: local, outdir: newOutDir(), codeOf: doNothing, addChecks: addSecurityChecks });
  const stack = app.node.findChild('Fushime-local-Data');
  new Bucket(Stack.of(stack), 'OpenToPlainHttp');
  expect(() => app.synth()).toThrow(/does not require requests to use SSL/);
});

test('synth passes without one', () => {
  const app = buildApp({ deployment: local, outdir: newOutDir(), codeOf: doNothing, addChecks: addSecurityChecks });
  expect(() => app.synth()).not.toThrow();
});
