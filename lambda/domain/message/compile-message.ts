import type { CampaignVersion } from '../campaign/campaign.ts';
import type { MessageContext } from './message-context.ts';
import { templateEngine } from './template-engine.ts';

/** A mail's words. The subject is one line. */
export interface RenderedMessage {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Renders one mail; `offset` is the candidate's ISO offset, which chooses the subject. Throws when a helper fails. */
export type CompiledMessage = (context: MessageContext, offset: string) => RenderedMessage;

const LINE_BREAKS = /[\r\n\v\f\u0085\u2028\u2029]+/g;

/** Compiles a version's templates, each at its first use. To be kept as long as the container lives: compiling is slow. */
export function compileMessage(version: CampaignVersion): CompiledMessage {
  const compile = templateEngine(version.campaign.locale);
  const html = compile(version.html, true);
  const text = compile(version.text, false);
  const subjects = new Map(
    Object.entries(version.subjects).map(([offset, source]) => [offset, compile(source, false)] as const),
  );
  return (context, offset) => {
    const subject = subjects.get(offset) ?? subjects.get('');
    if (subject === undefined) throw new RangeError(`No subject for the offset ${offset}`);
    return {
      subject: subject(context).replace(LINE_BREAKS, ' ').trim(),
      html: html(context),
      text: `${text(context).trim()}\n`,
    };
  };
}
