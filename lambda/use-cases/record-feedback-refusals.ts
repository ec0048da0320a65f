import type { SuppressionScope } from '../domain/decision/refusals.ts';
import type { Feedback } from '../domain/feedback/feedback.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { AddressHasher, RefusalStore, Subject } from '../ports.ts';

/** Where feedback becomes refusals. */
export interface FeedbackRefusals {
  readonly refusals: Pick<RefusalStore, 'suppress' | 'countSoftBounce' | 'forgetSoftBounces'>;
  readonly hasher: AddressHasher;
  readonly stage: Pick<StageConfig, 'softBounceLimit'>;
}

const everything: readonly SuppressionScope[] = ['everything'];

/**
 * Suppresses addresses for what a feedback demands: a dead address, or one that sent mail back too often in a row, for
 * everything; after a complaint for all marketing and for the campaign (by its identity). The customer is not
 * suppressed: a corrected address is mailed again. Idempotent.
 */
export async function heedFeedback(tools: FeedbackRefusals, campaign: string, feedback: Feedback): Promise<void> {
  const { refusals, stage } = tools;
  switch (feedback.what) {
    case 'sent':
    case 'rejected':
      return;
    case 'hard-bounce':
      return refusals.suppress(await subjectsOf(tools, feedback), everything, 'bounce', feedback.at);
    case 'complaint':
      return refusals.suppress(
        await subjectsOf(tools, feedback),
        ['marketing', `campaign:${campaign}`],
        'complaint',
        feedback.at,
      );
    case 'soft-bounce':
      for (const subject of await subjectsOf(tools, feedback)) {
        const inARow = await refusals.countSoftBounce(subject, feedback.messageId, feedback.at);
        if (inARow >= stage.softBounceLimit) await refusals.suppress([subject], everything, 'bounce', feedback.at);
      }
      return;
    case 'delivered':
      for (const subject of await subjectsOf(tools, feedback)) await refusals.forgetSoftBounces(subject, feedback.at);
  }
}

async function subjectsOf(
  { hasher }: FeedbackRefusals,
  { recipients }: { readonly recipients: readonly string[] },
): Promise<readonly Subject[]> {
  const hashes = new Set<string>();
  for (const address of recipients) hashes.add(await hasher.hash(address));
  return [...hashes].map((hash) => ({ kind: 'address', hash }));
}
