import type { KnownUpload, Upload, UploadDecision, UploadRef } from '../../domain/import/upload.ts';
import type { Clock, Uploads } from '../../ports.ts';

/** Uploads in memory: for tests. */
export function createMemoryUploads(clock: Clock): Uploads {
  const kept = new Map<string, KnownUpload>();
  const nameOf = ({ key, at }: UploadRef) => JSON.stringify([key, at]);
  const inOrder = () => [...kept.values()].sort((one, other) => (one.at < other.at ? -1 : 1));
  const keep = ({ decision: _, ...upload }: Upload, decision?: UploadDecision) =>
    kept.set(nameOf(upload), {
      ...{ ...upload, notedAt: new Date(clock.nowMs()).toISOString() },
      ...(decision && { decision }),
    });
  const plain = (known: KnownUpload | undefined): Upload | undefined => {
    if (known === undefined) return undefined;
    const { notedAt: _, ...upload } = known;
    return upload;
  };
  return {
    get: async (upload) => plain(kept.get(nameOf(upload))),
    latest: async (key) => plain(inOrder().findLast((upload) => upload.key === key)),
    async begin(upload) {
      const known = kept.get(nameOf(upload));
      const isOther = upload.etag !== undefined && known?.etag !== undefined && known.etag !== upload.etag;
      if (known !== undefined && !isOther) return false;
      keep(upload);
      return true;
    },
    async note(upload, from) {
      const known = kept.get(nameOf(upload));
      if (known === undefined || !from.includes(known.state)) return false;
      if (upload.etag !== undefined && known.etag !== undefined && known.etag !== upload.etag) return false;
      keep(upload, known.decision);
      return true;
    },
    async decide(upload, decision) {
      const known = kept.get(nameOf(upload));
      if (known === undefined) return undefined;
      if (known.decision === undefined && known.state === 'held') kept.set(nameOf(upload), { ...known, decision });
      return kept.get(nameOf(upload))?.decision;
    },
    held: async () =>
      inOrder().flatMap((known) => {
        const upload = plain(known);
        return upload?.state === 'held' && upload.decision === undefined ? [upload] : [];
      }),
    ofType: async (type) => inOrder().filter((upload) => upload.type === type),
  };
}
