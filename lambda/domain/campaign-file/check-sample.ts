import type { Campaign, CampaignVersion } from '../campaign/campaign.ts';
import type { LocalizedText } from '../locale.ts';
import { compileMessage } from '../message/compile-message.ts';
import { messageContext } from '../message/message-context.ts';
import type { RecordModel } from '../records/record-model.ts';
import type { StageConfig } from '../stage-config.ts';
import type { ProblemList } from './problem-list.ts';
import { sampleSources } from './sample-sources.ts';
import type { TemplateSource } from './template-source.ts';

// Gmail shows 102 KB and hides the rest, the footer with it.
const MAX_HTML_BYTES = 100 * 1024;

/** Renders a version for a made-up customer, at every offset; reports what cannot be rendered or is too long to be shown. */
export function checkSample(
  version: CampaignVersion,
  types: readonly string[],
  stage: StageConfig,
  model: RecordModel,
  body: TemplateSource,
  problems: ProblemList,
): void {
  try {
    const render = compileMessage(version);
    for (const offset of offsetsOf(version.campaign)) {
      const context = messageContext(sampleSources(version.campaign, offset, types, stage, model));
      const { html } = render(context, offset);
      if (Buffer.byteLength(html) > MAX_HTML_BYTES) problems.add(body.placeAt(0), tooLong(Buffer.byteLength(html)));
    }
  } catch {
    problems.add(body.placeAt(0), notRendered);
  }
}

function offsetsOf({ trigger }: Campaign): readonly string[] {
  return trigger.kind === 'date' && trigger.rule.kind !== 'within' ? trigger.rule.offsets.map(({ iso }) => iso) : [''];
}

const notRendered: LocalizedText = {
  ja: '見本の顧客で試したところ、本文を作れませんでした。{{ }} の書き方を確かめてください。',
  en: 'The mail could not be made for a sample customer. Please check what stands between {{ and }}.',
};

function tooLong(sizeBytes: number): LocalizedText {
  const kilobytes = Math.ceil(sizeBytes / 1024);
  return {
    ja: `本文が ${kilobytes} KB あります。Gmail は 102 KB で切り捨てるので、100 KB 以下にしてください。`,
    en: `The body is ${kilobytes} KB long. Gmail clips at 102 KB: keep it within 100 KB.`,
  };
}
