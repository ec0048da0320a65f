import { idSubject } from '../../lambda/use-cases/privacy/id-subject.ts';
import type { StageTools } from '../stage/stage-tools.ts';

/** `kept`: not erased. `erased`: their id may stay. `forgotten`: erased, and so is their id, which itself tells who it is. */
export type ErasureOf = 'kept' | 'erased' | 'forgotten';

/** Tells of customers, by id, whether Refusals says that they have been erased. */
export function createErasedPeople({ refusals, hasher }: Pick<StageTools, 'refusals' | 'hasher'>) {
  const known = new Map<string, ErasureOf>();
  return async (customer: string): Promise<ErasureOf> => {
    const seen = known.get(customer);
    if (seen !== undefined) return seen;
    const [plain, hashed] = await refusals.getMany([
      [{ kind: 'customer', id: customer }],
      [await idSubject(hasher, customer)],
    ]);
    // Where an id may stay, it is marked itself, too.
    const erasure = hashed?.erased !== true ? 'kept' : plain?.erased === true ? 'erased' : 'forgotten';
    if (known.size < 100_000) known.set(customer, erasure);
    return erasure;
  };
}
