import type { Manifest } from '../../ports.ts';

/** What is live before anything was published. */
export const emptyManifest: Manifest = { revision: 0, campaigns: {}, withdrawn: {}, rejected: {} };
