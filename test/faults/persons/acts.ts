/** Something that a person said. It may have counted from `fromMs` on; from `doneMs` on it surely did. */
export interface Act {
  readonly kind:
    | 'approve'
    | 'reject'
    | 'stop'
    | 'resume'
    | 'opt-out'
    | 'opt-in'
    | 'again'
    | 'drop'
    | 'went-out'
    | 'release'
    | 'drop-run';
  readonly customer: string;
  readonly campaign: string;
  /** The occurrence's nominal date and offset; '' where it is about no single one. */
  readonly date: string;
  readonly offset: string;
  /** The row's key, where the person was shown a row. */
  readonly key?: string;
  /** The subject of the mail that was shown. */
  readonly subject: string;
  readonly fromMs: number;
  /** Absent when it never came through. */
  readonly doneMs?: number;
}

export type ActAbout = Pick<Act, 'customer' | 'campaign' | 'date' | 'offset'>;
