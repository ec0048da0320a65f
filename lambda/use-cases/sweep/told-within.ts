import type { Clock, ToldOnce } from '../../ports.ts';

/** True where something was noted under this name less than so long ago. */
export async function toldWithin(
  { told, clock }: { readonly told: Pick<ToldOnce, 'toldAt'>; readonly clock: Clock },
  name: string,
  withinMs: number,
): Promise<boolean> {
  const at = await told.toldAt(name);
  return at !== undefined && clock.nowMs() - Date.parse(at) < withinMs;
}
