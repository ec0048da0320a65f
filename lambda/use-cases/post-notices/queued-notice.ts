import type { Notice } from '../../domain/notices/notice.ts';

/** A notice, the id under which its queue knows it, and how often the queue has handed it over (this time included). */
export interface QueuedNotice<N extends Notice = Notice> {
  readonly id: string;
  readonly notice: N;
  readonly receives?: number;
}

/** The notices of one kind. */
export type NoticeOf<K extends Notice['kind']> = Extract<Notice, { readonly kind: K }>;

/** Those of the notices that are of a kind. */
export function ofKind<K extends Notice['kind']>(
  notices: readonly QueuedNotice[],
  kind: K,
): readonly QueuedNotice<NoticeOf<K>>[] {
  return notices.flatMap(({ notice, ...queued }) => (isOf(notice, kind) ? [{ ...queued, notice }] : []));
}

function isOf<K extends Notice['kind']>(notice: Notice, kind: K): notice is NoticeOf<K> {
  return notice.kind === kind;
}
