import { expect, it } from 'vitest';
import { findRequests } from '../../../cli/approvals/find-requests.ts';
import { requestId } from '../../../cli/approvals/request-id.ts';
import type { SendRef } from '../../../lambda/domain/send-log/send-row.ts';

/** So many that two of them begin alike. */
const refs: readonly SendRef[] = Array.from({ length: 2_000 }, (_, n) => ({ customer: `C${n}`, key: 'offer#x##' }));

/** A waiting index that answers in pages. */
const sendLog = {
  async waiting(_until: string, cursor = '0') {
    const start = Number(cursor);
    const next = start + 700;
    return { items: refs.slice(start, next), ...(next < refs.length && { cursor: String(next) }) };
  },
};

function twoAlike(digits: number): readonly [SendRef, SendRef] {
  const seen = new Map<string, SendRef>();
  for (const ref of refs) {
    const start = requestId(ref).slice(0, digits);
    const other = seen.get(start);
    if (other !== undefined) return [other, ref];
    seen.set(start, ref);
  }
  throw new Error('No two ids begin alike');
}

it('finds requests on every page, each once', async () => {
  const last = refs.at(-1);
  const id = last ? requestId(last) : '';
  expect(await findRequests({ sendLog }, [id, id, 'ffff-none'])).toEqual([
    { id, ref: last },
    { id: 'ffff-none', ref: undefined },
  ]);
});

it('refuses to guess which of two was meant', async () => {
  const [one, other] = twoAlike(4);
  const short = requestId(one).slice(0, 4);
  await expect(findRequests({ sendLog }, [short])).rejects.toThrow(/may mean \d+ requests/);
  expect(await findRequests({ sendLog }, [requestId(one), requestId(other)])).toMatchObject([
    { ref: one },
    { ref: other },
  ]);
});
