import { ArtifactType } from 'aws-cdk-lib/cloud-assembly-schema';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { usualImportGuard } from '../../lambda/domain/import/import-guard.ts';
import { findDeployment } from '../../lib/config/deployments.ts';
import { local } from '../../lib/config/local.ts';
import { prod } from '../../lib/config/prod.ts';
import { synthDeployment } from './synth-deployment.ts';

const flagReportSchema = z.object({
  flags: z.record(
    z.string(),
    z.object({
      userValue: z.unknown().optional(),
      recommendedValue: z.unknown(),
      unconfiguredBehavesLike: z.object({ v2: z.unknown() }).optional(),
    }),
  ),
});

describe('synth', () => {
  test('gives two stacks named for the stage, and the same templates every time', () => {
    const [first, second] = [synthDeployment(prod), synthDeployment(prod)];
    expect(first.assembly.stacks.map(({ stackName }) => stackName).toSorted()).toEqual([
      'Fushime-prod',
      'Fushime-prod-Data',
    ]);
    expect(second.service.template.toJSON()).toEqual(first.service.template.toJSON());
    expect(second.data.template.toJSON()).toEqual(first.data.template.toJSON());
  });

  test('asks AWS nothing and works in any account and Region', () => {
    const { assembly } = synthDeployment(prod);
    expect(assembly.manifest.missing ?? []).toEqual([]);
    expect(assembly.stacks.map(({ environment }) => environment.name)).toEqual(
      assembly.stacks.map(() => 'aws://unknown-account/unknown-region'),
    );
  });

  test('pins account and Region where the deployment does', () => {
    const { assembly } = synthDeployment({ ...prod, account: '123456789012', region: 'ap-northeast-1' });
    expect(assembly.stacks.map(({ environment }) => environment.name)).toEqual(
      assembly.stacks.map(() => 'aws://123456789012/ap-northeast-1'),
    );
  });

  test('points from the service stack to the data stack and never back', () => {
    const { assembly } = synthDeployment();
    const dependencies = (name: string) => assembly.getStackByName(name).dependencies.map(({ id }) => id);
    expect(dependencies('Fushime-local')).toContain('Fushime-local-Data');
    expect(dependencies('Fushime-local-Data')).not.toContain('Fushime-local');
  });

  test('leaves no behaviour of CDK to its defaults where another one is recommended', () => {
    const reports = Object.values(synthDeployment().assembly.manifest.artifacts ?? {}).filter(
      ({ type }) => type === ArtifactType.FEATURE_FLAG_REPORT,
    );
    const { flags } = flagReportSchema.parse(reports[0]?.properties);
    expect(Object.keys(flags).length).toBeGreaterThan(80);
    const open = Object.entries(flags).filter(
      ([, { userValue, recommendedValue, unconfiguredBehavesLike }]) =>
        userValue === undefined && (unconfiguredBehavesLike?.v2 ?? false) !== recommendedValue,
    );
    expect(open.map(([name]) => name)).toEqual([]);
  });

  test('reports no usage to AWS', () => {
    const { data, service } = synthDeployment();
    data.template.resourceCountIs('AWS::CDK::Metadata', 0);
    service.template.resourceCountIs('AWS::CDK::Metadata', 0);
  });
});

describe('a deployment', () => {
  test('is found by its stage name', () => {
    expect(findDeployment('prod')).toBe(prod);
  });

  test('that does not exist is answered with those that do', () => {
    expect(() => findDeployment('staging')).toThrow(/"staging".*local, prod/);
  });

  test('whose sender is not of its mail domain is refused', () => {
    expect(() => synthDeployment({ ...local, mailDomain: 'elsewhere.example.jp' })).toThrow(
      /must be an address of mailDomain/,
    );
  });

  test.each([0, -0.5, 1.01, Number.NaN])('whose share of the account is %d is refused', (sendShare) => {
    expect(() => synthDeployment({ ...local, stage: { ...local.stage, sendShare } })).toThrow(/sendShare/);
  });

  test.each([399, Number.NaN])('that would forget its mails after %d days is refused', (sendLogDays) => {
    expect(() => synthDeployment({ ...local, stage: { ...local.stage, retention: { sendLogDays } } })).toThrow(
      /retention.sendLogDays/,
    );
  });

  test.each([{ changedShare: 2 }, { changedShare: -0.1 }, { removedShare: Number.NaN }, { atLeast: 0 }])(
    'whose files would be held by %o is refused',
    (wrong) => {
      const importGuard = { ...usualImportGuard, ...wrong };
      const [name = ''] = Object.keys(wrong);
      expect(() => synthDeployment({ ...local, stage: { ...local.stage, importGuard } })).toThrow(
        `importGuard.${name}`,
      );
    },
  );

  test.each(['8:30', '24:00', '08:60'])('whose digest is due at %s is refused', (digestAt) => {
    expect(() => synthDeployment({ ...local, stage: { ...local.stage, digestAt } })).toThrow(/digestAt/);
  });

  test('whose name does not fit into stack names is refused', () => {
    expect(() => synthDeployment({ ...local, stage: { ...local.stage, name: 'Prod_1' } })).toThrow(
      /Stage name "Prod_1"/,
    );
  });
});
