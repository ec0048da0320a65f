import { describe, expect, test } from 'vitest';
import type { BucketFile } from '../../lambda/ports.ts';
import { publishCampaigns } from '../../lambda/use-cases/publish-campaigns.ts';
import { aCustomer } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const footer = '<p>{{sender.name}} {{sender.address}} {{sender.contact}} <a href="{{unsubscribeUrl}}">停止</a></p>';

function campaign(id: string, body = '<p>{{name}}様</p>', more = ''): BucketFile {
  const text = `---
name: ${id}
trigger: { every: year, on: customer.birthday }
category: marketing
subject: "{{name}}様へ"
${more}---
${body}
{{> footer}}
`;
  return { key: `campaigns/${id}.hbs`, text };
}

function partial(text = footer): BucketFile {
  return { key: 'partials/footer.hbs', text };
}

function aPublisher(...files: readonly BucketFile[]) {
  const signIn = { issuer: 'https://id.example.jp', clientId: 'fushime', deputies: [] };
  const world = aWorld({ now: '2027-03-10T12:00:00+09:00', stage: { signIn } });
  let bucket = files;
  const tools = { ...world.tools, templates: { readAll: async () => bucket } };
  return {
    ...world,
    tools,
    async publish(...next: readonly BucketFile[]) {
      if (next.length > 0) bucket = next;
      await publishCampaigns(tools);
    },
    live: async () => (await world.tools.campaigns.manifest()).campaigns,
    told: () => world.notices.splice(0).map((notice) => ({ ...notice })),
  };
}

describe('publishing', () => {
  test('makes a good file live, sets its schedule, and says when it runs next, for whom, and who did not consent', async () => {
    const world = aPublisher(campaign('birthday'), partial());
    await world.keep(
      aCustomer('C1', { birthday: '2000-03-11' }),
      aCustomer('C2', { birthday: '2001-03-11', consent: false }),
      aCustomer('C3', { birthday: '2001-03-12' }),
    );
    await world.publish();
    expect(await world.live()).toMatchObject({ birthday: { name: 'birthday', enabled: true, at: '09:00' } });
    expect([...world.daily]).toEqual([['birthday', { at: '09:00', timeZone: 'Asia/Tokyo' }]]);
    expect(world.told()).toMatchObject([
      { kind: 'published', campaign: 'birthday', nextRun: '2027-03-11', due: 2, lackingConsent: 1 },
    ]);
  });

  test('again, with nothing changed, changes nothing and tells nobody', async () => {
    const world = aPublisher(campaign('birthday'), partial());
    await world.publish();
    const before = await world.tools.campaigns.manifest();
    world.told();
    await world.publish();
    expect(await world.tools.campaigns.manifest()).toEqual(before);
    expect(world.told()).toEqual([]);
  });

  test('has taken over what an old list’s column says was sent, once for all campaigns that begin to look at one', async () => {
    const column = 'lastSentColumn: 最終メール送信日(誕生日)\n';
    const off = campaign('off', '<p></p>', `${column}enabled: false\n`);
    const world = aPublisher(campaign('one', '<p></p>', column), campaign('two', '<p></p>', column), off, partial());
    await world.publish();
    expect(world.planned.splice(0)).toEqual([{ kind: 'take-over', campaigns: ['one', 'two'] }]);
    await world.publish(campaign('one', '<p>changed</p>', column), campaign('two', '<p></p>'), off, partial());
    expect(world.planned.splice(0)).toEqual([]);
    await world.publish(
      campaign('one', '<p>changed</p>', 'lastSentColumn: 送信済\n'),
      campaign('two', '<p></p>', column),
      campaign('off', '<p></p>', column),
      partial(),
    );
    const [message] = world.planned;
    expect(message?.kind === 'take-over' && [...(message.campaigns ?? [])].sort()).toEqual(['off', 'one', 'two']);
  });

  test.each(['plan', 'notify', 'putManifest'] as const)(
    'that breaks off at %s is carried through by the next delivery: nothing that follows from it is lost',
    async (where) => {
      const column = 'lastSentColumn: 送信済\n';
      const world = aPublisher(campaign('one', undefined, 'expect: 1\n'), campaign('gone'), partial());
      await world.publish();
      world.told();
      const bucket = [campaign('one', undefined, `expect: 2\n${column}`), campaign('bad', '{{nmae}}'), partial()];
      let puts = 0;
      const dies = async () => {
        throw new Error('The publisher is gone');
      };
      const { campaigns, queues } = world.tools;
      const dying = {
        ...world.tools,
        templates: { readAll: async () => bucket },
        campaigns: {
          ...campaigns,
          // The first one puts the campaigns live, the second notes that all has followed.
          putManifest: async (manifest: Parameters<typeof campaigns.putManifest>[0]) => {
            puts += 1;
            return where === 'putManifest' && puts === 2 ? dies() : campaigns.putManifest(manifest);
          },
        },
        queues: { ...queues, ...(where !== 'putManifest' && { [where]: dies }) },
      };
      await expect(publishCampaigns(dying)).rejects.toThrow('The publisher is gone');
      await world.publish(...bucket);
      const once = <T>(all: readonly T[]) =>
        [...new Set(all.map((each) => JSON.stringify(each)))].map((t) => JSON.parse(t));
      expect(once(world.planned)).toEqual([
        { kind: 'release', campaign: 'one' },
        { kind: 'take-over', campaigns: ['one'] },
      ]);
      expect(once(world.told())).toMatchObject([
        { kind: 'published', campaign: 'one' },
        { kind: 'rejected-file', file: 'campaigns/bad.hbs' },
        { kind: 'withdrawn', campaign: 'gone' },
      ]);
      world.planned.splice(0);
      await world.publish();
      expect([...world.planned, ...world.told()]).toEqual([]);
    },
  );

  test('that cannot tell what a campaign would do still withdraws it, and its schedule', async () => {
    const world = aPublisher(campaign('birthday'), partial());
    const { customers } = world.tools;
    const counting = { ...customers, find: () => Promise.reject(new Error('Counting takes too long')) };
    const publish = (...bucket: readonly BucketFile[]) =>
      publishCampaigns({ ...world.tools, customers: counting, templates: { readAll: async () => bucket } });
    await expect(publish(campaign('birthday'), partial())).rejects.toThrow('Counting takes too long');
    expect(Object.keys(await world.live())).toEqual(['birthday']);
    expect([...world.daily.keys()]).toEqual(['birthday']);
    await publish(partial());
    expect(await world.live()).toEqual({});
    expect([...world.daily.keys()]).toEqual([]);
    expect(world.told()).toEqual([{ kind: 'withdrawn', campaign: 'birthday' }]);
  });

  test('that breaks off is carried through together with what a further change brings', async () => {
    const world = aPublisher(campaign('one', undefined, 'expect: 1\n'), campaign('gone'), partial());
    await world.publish();
    world.told();
    const { queues } = world.tools;
    const dying = { ...world.tools, queues: { ...queues, plan: () => Promise.reject(new Error('Gone')) } };
    const bucket = [campaign('one', undefined, 'expect: 2\n'), campaign('bad', '{{nmae}}'), partial()];
    await expect(publishCampaigns({ ...dying, templates: { readAll: async () => bucket } })).rejects.toThrow('Gone');
    await world.publish(...bucket, campaign('two'));
    expect(world.planned).toEqual([{ kind: 'release', campaign: 'one' }]);
    expect(world.told()).toMatchObject([
      { kind: 'published', campaign: 'one' },
      { kind: 'published', campaign: 'two' },
      { kind: 'rejected-file', file: 'campaigns/bad.hbs' },
      { kind: 'withdrawn', campaign: 'gone' },
    ]);
  });

  test('a bad file leaves the live version alone and is reported once, with places', async () => {
    const world = aPublisher(campaign('birthday'), partial());
    await world.publish();
    const before = await world.live();
    world.told();
    await world.publish(campaign('birthday', '<p>{{nmae}}様</p>'), partial());
    await world.publish();
    expect(await world.live()).toEqual(before);
    expect(world.told()).toMatchObject([
      { kind: 'rejected-file', file: 'campaigns/birthday.hbs', problems: [{ line: 7, column: 6 }] },
    ]);
  });

  test('a bad file does not hold up the good ones beside it', async () => {
    const world = aPublisher(campaign('bad', '{{nmae}}'), campaign('good'), partial());
    await world.publish();
    expect(Object.keys(await world.live())).toEqual(['good']);
  });

  test('a changed partial republishes every campaign that uses it', async () => {
    const world = aPublisher(campaign('one'), campaign('two'), partial());
    await world.publish();
    const before = await world.live();
    await world.publish(campaign('one'), campaign('two'), partial(`${footer}<p>2027</p>`));
    const after = await world.live();
    expect(after.one?.version).not.toBe(before.one?.version);
    expect(after.two?.version).not.toBe(before.two?.version);
  });

  test('a partial that breaks one of its campaigns is taken up by none', async () => {
    const usesYears = (id: string) => campaign(id, '<p>{{years}}</p>');
    const monthly: BucketFile = {
      key: 'campaigns/letter.hbs',
      text: usesYears('letter')
        .text.replace('{ every: year, on: customer.birthday }', '{ every: month, day: 1 }')
        .replace('<p>{{years}}</p>', ''),
    };
    const world = aPublisher(campaign('birthday'), monthly, partial());
    await world.publish();
    const before = await world.live();
    expect(Object.keys(before).sort()).toEqual(['birthday', 'letter']);
    world.told();
    // A contract's name means something to neither of them.
    await world.publish(campaign('birthday'), monthly, partial(`${footer}{{contract.name}}`));
    expect(await world.live()).toEqual(before);
    expect(world.told().every(({ kind }) => kind === 'rejected-file')).toBe(true);
  });

  test('a removed file withdraws its campaign and its schedule', async () => {
    const world = aPublisher(campaign('one'), campaign('two'), partial());
    await world.publish();
    world.told();
    await world.publish(campaign('two'), partial());
    expect(Object.keys(await world.live())).toEqual(['two']);
    expect([...world.daily.keys()]).toEqual(['two']);
    expect(world.told()).toEqual([{ kind: 'withdrawn', campaign: 'one' }]);
  });

  test('a renamed campaign keeps its history, so that nobody is mailed again', async () => {
    const world = aPublisher(campaign('birthday'), partial());
    await world.publish();
    await world.publish(campaign('tanjobi', undefined, 'replaces: birthday\n'), partial());
    await world.publish(campaign('otanjobi', undefined, 'replaces: tanjobi\n'), partial());
    expect(await world.live()).toMatchObject({ otanjobi: { identity: 'birthday' } });
  });

  test('a campaign whose time of day changes says since when, and keeps saying it', async () => {
    const world = aPublisher(campaign('one'), partial());
    await world.publish();
    expect((await world.live()).one).not.toHaveProperty('timedSince');
    await world.publish(campaign('one', undefined, 'at: "08:15"\n'), partial());
    const timedSince = '2027-03-10T03:00:00.000Z';
    expect(await world.live()).toMatchObject({ one: { at: '08:15', timedSince } });
    await world.publish(campaign('one', undefined, 'at: "08:15"\nexpect: 7\n'), partial());
    expect(await world.live()).toMatchObject({ one: { timedSince } });
  });

  test('a campaign that is switched on after its time of day begins tomorrow', async () => {
    const world = aPublisher(campaign('off', undefined, 'enabled: false\n'), partial());
    await world.publish();
    expect([...world.daily]).toEqual([]);
    await world.publish(campaign('off'), partial());
    expect(await world.live()).toMatchObject({ off: { enabledAt: '2027-03-10T03:00:00.000Z' } });
  });

  test('a campaign again with a larger expectation lets go the run that was held', async () => {
    const world = aPublisher(campaign('birthday', undefined, 'expect: 1\n'), partial());
    await world.keep(aCustomer('C1', { birthday: '2000-03-11' }), aCustomer('C2', { birthday: '2001-03-11' }));
    await world.publish();
    world.moveTo('2027-03-11T09:00:00+09:00');
    await world.run('birthday', '2027-03-11');
    world.moveTo('2027-03-11T10:00:00+09:00');
    await world.publish(campaign('birthday', '<p>{{name}}様、</p>', 'expect: 1\n'), partial());
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toEqual([]);
    await world.publish(campaign('birthday', undefined, 'expect: 2\n'), partial());
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toHaveLength(2);
  });

  test('two uploads at once, whichever is slower, end in the bucket’s last state', async () => {
    const world = aPublisher(campaign('one'), partial());
    const last = [campaign('one', '<p>最後 {{name}}</p>'), campaign('two'), partial()];
    let reads = 0;
    // The first publisher reads the bucket before the last upload and is then overtaken.
    const slow = {
      ...world.tools,
      templates: {
        async readAll() {
          reads += 1;
          if (reads > 1) return last;
          await world.publish(...last);
          return [campaign('one'), partial()];
        },
      },
    };
    await publishCampaigns(slow);
    const live = await world.live();
    expect(Object.keys(live).sort()).toEqual(['one', 'two']);
    const version = await world.tools.campaigns.version('one', live.one?.version ?? '');
    expect(version?.html).toContain('最後');
  });
});

describe('who uploaded', () => {
  const needsTwo = campaign('birthday', undefined, 'secondPerson: true\n');
  const by = (file: BucketFile, name: string): BucketFile => ({ ...file, uploadedBy: `${name}@minamo.example.jp` });
  const footerBy = (name: string) => by(partial(), name);

  test('is kept with what is live: everybody whose file is in the mail', async () => {
    const world = aPublisher(by(needsTwo, 'a'), footerBy('designer'), by({ key: 'partials/x.hbs', text: '' }, 'z'));
    await world.publish();
    const { birthday } = await world.live();
    expect(birthday?.uploadedBy).toEqual(['a@minamo.example.jp', 'designer@minamo.example.jp']);
  });

  test('is whoever uploaded last, also the same text, which is no news to anybody', async () => {
    const world = aPublisher(by(needsTwo, 'a'), footerBy('a'));
    await world.publish();
    const before = (await world.live()).birthday;
    world.told();
    await world.publish(by(needsTwo, 'a'), footerBy('a'));
    expect((await world.live()).birthday).toEqual(before);
    await world.publish(by(needsTwo, 'b'), footerBy('a'));
    const after = (await world.live()).birthday;
    expect(after?.uploadedBy).toEqual(['b@minamo.example.jp', 'a@minamo.example.jp']);
    expect(after?.version).toBe(before?.version);
    await world.publish(by(needsTwo, 'b'), footerBy('b'));
    expect((await world.live()).birthday?.uploadedBy).toEqual(['b@minamo.example.jp']);
    expect(world.told()).toEqual([]);
  });

  test('must be known where a second person is demanded: until then the last good version stays live', async () => {
    const world = aPublisher(needsTwo, footerBy('a'));
    await world.publish();
    expect(await world.live()).toEqual({});
    expect(world.told()).toMatchObject([
      { kind: 'rejected-file', file: 'campaigns/birthday.hbs', problems: [{ line: 6, column: 1 }] },
    ]);
    await world.publish(by(needsTwo, 'a'), footerBy('a'));
    const before = await world.live();
    expect(before.birthday?.uploadedBy).toEqual(['a@minamo.example.jp']);
    await world.publish(needsTwo, footerBy('a'));
    expect(await world.live()).toEqual(before);
  });

  test('of a broken file is not who uploaded what is live', async () => {
    const world = aPublisher(by(needsTwo, 'a'), footerBy('a'));
    await world.publish();
    const before = await world.live();
    await world.publish(by(campaign('birthday', '{{nmae}}', 'secondPerson: true\n'), 'b'), footerBy('a'));
    expect(await world.live()).toEqual(before);
  });

  test('is nobody’s business for other campaigns', async () => {
    const world = aPublisher(campaign('birthday'), partial());
    await world.publish();
    expect((await world.live()).birthday).not.toHaveProperty('uploadedBy');
  });
});
