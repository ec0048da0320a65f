import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import type { NewRecord } from '../../lambda/domain/records/record.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { type ApprovalAnswer, decideApproval } from '../../lambda/use-cases/approval-decide.ts';
import { readApproval } from '../../lambda/use-cases/approval-request.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

/** What a request is made of, where a test cares. */
export interface RequestSetting {
  readonly now?: string;
  readonly stage?: Partial<StageConfig>;
  readonly version?: CampaignVersion;
  readonly records?: readonly NewRecord[];
  /** The day whose run asks. */
  readonly day?: string;
}

/** A world in which somebody's birthday mail waits for approval: asked at nine in the morning of the day. */
export async function aRequest(setting: RequestSetting = {}) {
  const { now = '2027-03-14T09:00:00+09:00', day = '2027-03-14', version = aVersion(), stage = {} } = setting;
  const world = aWorld({ now, stage });
  await world.keep(...(setting.records ?? [aCustomer('C1', { approvalRequired: true })]));
  await world.goLive(version);
  await world.run(version.campaign.id, day);
  const only = () => {
    const [row, ...others] = world.rows();
    if (row === undefined || others.length > 0) throw new Error(`There are ${world.rows().length} rows`);
    return row;
  };
  const read = async () => {
    const request = await readApproval(world.tools, only());
    if (request === undefined) throw new Error('There is no request');
    return request;
  };
  const answer = async (changes: Partial<ApprovalAnswer> = {}) => {
    const said = { decision: 'approved', by: '佐藤', comment: '', digest: (await read()).digest, ...changes } as const;
    return decideApproval(world.tools, only(), said);
  };
  return {
    ...{ world, only, read, answer },
    outcome: () => [only().state, only().reason].join(' ').trim(),
    told: () => world.notices.flatMap((each) => (each.kind === 'send' ? [`${each.state} ${each.reason}`.trim()] : [])),
    /** Lets sweep, plan and send do what they have to do at an instant. */
    async at(instant: string) {
      world.moveTo(instant);
      await world.sweep();
      await world.planAll();
      await world.sendAll();
    },
  };
}
