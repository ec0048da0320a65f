import { describe, expect, test, vi } from 'vitest';
import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import { compileMessage } from '../../lambda/domain/message/compile-message.ts';
import { compileOnce } from '../../lambda/domain/message/compile-once.ts';
import { sendMail } from '../../lambda/use-cases/send-mail.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

/** Compiles, and keeps what it was asked to compile. */
function countingCompiler() {
  const compile = vi.fn((version: CampaignVersion) => compileMessage(version));
  const compiled = () => compile.mock.calls.map(([{ campaign, version }]) => `${campaign.id} ${version}`);
  return { compile: compileOnce(compile), compiled };
}

describe('a container', () => {
  test('compiles a campaign once for all of its mails, over any number of batches', async () => {
    const { compile, compiled } = countingCompiler();
    const world = aWorld();
    await world.keep(...Array.from({ length: 30 }, (_, n) => aCustomer(`C${n}`)));
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-14');
    expect(world.offered).toHaveLength(30);
    for (let batch = world.offered.splice(0, 10); batch.length > 0; batch = world.offered.splice(0, 10)) {
      await Promise.all(batch.map((message) => sendMail({ ...world.tools, compile }, message)));
    }
    expect(world.mails).toHaveLength(30);
    expect(compiled()).toEqual(['birthday v1']);
  });

  test('compiles another campaign, and a new version of the same one, on their own', () => {
    const { compile, compiled } = countingCompiler();
    const versions = [aVersion(), aVersion({}, { version: 'v2' }), aVersion({ id: 'renewal' })];
    for (const version of [...versions, ...versions]) compile(version);
    expect(compiled()).toEqual(['birthday v1', 'birthday v2', 'renewal v1']);
  });
});
