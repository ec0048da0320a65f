/** When an uploaded file waits for a person. Shares are from 0 to 1. */
export interface ImportGuard {
  /** More than this share of the file's known customers would get another name, company or address. */
  readonly changedShare: number;
  /** A file that is the whole of its type would take away more than this share of the type's records. */
  readonly removedShare: number;
  /** More than this share of the new customers who were looked up are known under another id. */
  readonly renumberedShare: number;
  /** So few are never held. */
  readonly atLeast: number;
}

/** What a stage has that says nothing else. */
export const usualImportGuard: ImportGuard = {
  changedShare: 0.02,
  removedShare: 0.05,
  renumberedShare: 0.5,
  atLeast: 3,
};
