import { beforeAll, describe, expect, it } from 'vitest';
import { checkNeighbours } from '../../lib/config/check-neighbours.ts';
import type { Deployment } from '../../lib/config/deployment.ts';
import { prod } from '../../lib/config/prod.ts';
import { ofType, synthDeployment } from './synth-deployment.ts';

const staging: Deployment = {
  ...prod,
  stage: { ...prod.stage, name: 'staging', sender: { ...prod.stage.sender, email: 'news@staging.example.co.jp' } },
  mailDomain: 'staging.example.co.jp',
};

/** What CloudFormation is told to call a resource, as far as it says so outright: such a name can be taken once. */
function givenNames({ data, service }: ReturnType<typeof synthDeployment>): readonly string[] {
  const resources = Object.values({ ...data.resources, ...service.resources });
  return resources.flatMap(({ Type, Properties }) =>
    Object.entries(Properties)
      .filter(([property, value]) => /(?:^Name|Name|Identity|Alias)$/.test(property) && typeof value === 'string')
      // A role's policies and an API's stages are named within it.
      .filter(() => !['AWS::IAM::Policy', 'AWS::ApiGatewayV2::Stage'].includes(Type))
      // The bus is the account's own, and says so in any number of rules; metrics' names are not names of resources.
      .filter(([property]) => !['EventBusName', 'MetricName'].includes(property))
      .map(([property, value]) => `${Type} ${property} ${value}`),
  );
}

describe('two stages in one account and Region', () => {
  let stages: readonly ReturnType<typeof synthDeployment>[];
  beforeAll(() => {
    stages = [synthDeployment(prod), synthDeployment(staging)];
  });

  it('have no name in common that can be given once', () => {
    const [ofProd = [], ofStaging = []] = stages.map(givenNames);
    expect(ofProd.filter((name) => ofStaging.includes(name))).toEqual([]);
    expect(ofProd).toContainEqual(expect.stringContaining('AWS::SES::EmailIdentity EmailIdentity mail.example.co.jp'));
  });

  it('hear only of their own mails on the bus that they share', () => {
    for (const { service } of stages) {
      const patterns = ofType(service.resources, 'AWS::Events::Rule').map(
        ([, { Properties }]) => Properties.EventPattern,
      );
      const ofMail = patterns.filter((pattern) => JSON.stringify(pattern).includes('aws.ses'));
      expect(ofMail).toEqual([
        expect.objectContaining({
          detail: { mail: { tags: { 'ses:configuration-set': [{ 'Fn::ImportValue': expect.any(String) }] } } },
        }),
      ]);
    }
  });
});

describe('stages that would get into each other’s way', () => {
  it('are told apart before anything is deployed', () => {
    expect(() => checkNeighbours([prod, staging])).not.toThrow();
    expect(() => checkNeighbours([prod, { ...staging, mailDomain: 'Mail.example.co.jp' }])).toThrow('same mailDomain');
    expect(() => checkNeighbours([prod, prod])).toThrow('Two stages are called "prod"');
    const [tokyo, osaka] = ['ap-northeast-1', 'ap-northeast-3'];
    const elsewhere = { ...staging, mailDomain: prod.mailDomain, region: osaka };
    expect(() => checkNeighbours([{ ...prod, region: tokyo }, elsewhere])).not.toThrow();
    expect(() => checkNeighbours([prod, elsewhere])).toThrow('pin account and region');
  });
});
