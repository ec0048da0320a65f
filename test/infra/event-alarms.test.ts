import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { createLog } from '../../lambda/runtime/logger.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';
import { ofType, synthDeployment } from './synth-deployment.ts';

const { service } = synthDeployment();
const filters = ofType(service.resources, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties);

/** Whether a line of a log group matches a filter pattern of the one form that we use, `{ $.name = "value" }`. */
function matches(pattern: unknown, line: string): boolean {
  const [, name = '', value] = /^\{ \$\.(\w+) = "([^"]*)" \}$/.exec(String(pattern)) ?? [];
  if (value === undefined) throw new Error(`Not understood: ${pattern}`);
  return JSON.parse(line)[name] === value;
}

/** A campaign at 09:00 with one customer due on 14 March 2027, whose functions log as in AWS. */
async function aLoggedWorld() {
  const world = aWorld();
  const lines: string[] = [];
  world.tools.log = createLog((line) => lines.push(line));
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion());
  return { world, lines };
}

/** What each alarm's function logs when it happens. */
const happenings: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  RunMissed: async () => {
    const { world, lines } = await aLoggedWorld();
    world.moveTo('2027-03-14T09:30:00+09:00');
    await world.sweep();
    return lines;
  },
  RunUnfinished: async () => {
    const { world, lines } = await aLoggedWorld();
    await world.run('birthday', '2027-03-14');
    world.moveTo('2027-03-14T10:00:00+09:00');
    await world.sweep();
    return lines;
  },
  MailGateClosed: async () => {
    const { world, lines } = await aLoggedWorld();
    world.tools.account = { ...world.tools.account, hindrance: async () => 'account-paused' };
    await world.sweep();
    return lines;
  },
};

/** An hour of the same company in which nothing of the kind happens. */
async function aQuietDay(): Promise<readonly string[]> {
  const { world, lines } = await aLoggedWorld();
  await world.run('birthday', '2027-03-14');
  await world.sendAll();
  for (const time of ['09:05', '09:30', '10:05']) {
    world.moveTo(`2027-03-14T${time}:00+09:00`);
    await world.sweep();
  }
  return lines;
}

describe.each(Object.entries(happenings))('the alarm %s', (name, happens) => {
  const found = ofType(service.resources, 'AWS::CloudWatch::Alarm').find(([id]) => id === alarmId(name));
  const alarm = found?.[1].Properties;
  const filter = filters.find(
    ({ MetricTransformations }) => metricOf(MetricTransformations)?.MetricName === alarm?.MetricName,
  );

  test('counts a line that is really logged when it happens, and none of a quiet day', async () => {
    expect((await happens()).filter((line) => matches(filter?.FilterPattern, line))).toHaveLength(1);
    const quiet = await aQuietDay();
    expect(quiet.length).toBeGreaterThan(0);
    expect(quiet.filter((line) => matches(filter?.FilterPattern, line))).toEqual([]);
  });

  test('looks at the log of sweep, at the metric that the filter fills, and is up while every sweep says it', () => {
    expect(filter?.LogGroupName).toEqual({ Ref: expect.stringMatching(/^SweepLogGroup/) });
    expect(metricOf(filter?.MetricTransformations)).toMatchObject({
      MetricValue: '1',
      MetricNamespace: alarm?.Namespace,
    });
    expect(alarm).toMatchObject({ Statistic: 'Sum', Period: 900, Threshold: 1, TreatMissingData: 'notBreaching' });
    service.template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: alarm?.MetricName,
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^AlarmsTopic') }],
    });
  });
});

test('stages of one account count apart', () => {
  for (const { MetricTransformations } of filters) {
    expect(metricOf(MetricTransformations)?.MetricNamespace).toBe('Fushime/local');
  }
});

function metricOf(transformations: unknown) {
  return Array.isArray(transformations) ? transformations[0] : undefined;
}

function alarmId(name: string): string {
  const [id] =
    ofType(service.resources, 'AWS::CloudWatch::Alarm').find(([each]) => each.startsWith(`Alarms${name}`)) ?? [];
  if (id === undefined) throw new Error(`There is no alarm ${name}`);
  return id;
}
