import type { Upload, UploadRef } from '../../domain/import/upload.ts';
import type { Uploads } from '../../ports.ts';

/** Uploads in memory: for tests. */
export function createMemoryUploads(): Uploads {
  const kept = new Map<string, Upload>();
  const nameOf = ({ key, at }: UploadRef) => JSON.stringify([key, at]);
  const inOrder = () => [...kept.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
  return {
    async get(upload) {
      return kept.get(nameOf(upload));
    },
    async latest(key) {
      return inOrder().findLast((upload) => upload.key === key);
    },
    async note(upload) {
      const decision = kept.get(nameOf(upload))?.decision;
      kept.set(nameOf(upload), { ...upload, ...(decision && { decision }) });
    },
    async decide(upload, decision) {
      const known = kept.get(nameOf(upload));
      if (known === undefined) return undefined;
      if (known.decision === undefined && known.state === 'held') kept.set(nameOf(upload), { ...known, decision });
      return kept.get(nameOf(upload))?.decision;
    },
    async held() {
      return inOrder().filter(({ state, decision }) => state === 'held' && decision === undefined);
    },
  };
}
