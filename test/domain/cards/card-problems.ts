import { AdaptiveCard, SerializationContext, Version } from 'adaptivecards';
import {
  type CardElement,
  type CardPayload,
  maxPayloadBytes,
  sizeBytes,
} from '../../../lambda/domain/cards/adaptive-card.ts';

/** All that is wrong with a card: what the renderer's own parser says, and Teams' rules for webhook cards. */
export function cardProblems(payload: CardPayload): string[] {
  const [attachment] = payload.attachments;
  const { content } = attachment;
  const context = new SerializationContext(new Version(1, 5));
  const card = new AdaptiveCard();
  card.parse(JSON.parse(JSON.stringify(content)), context);
  const problems = Array.from({ length: context.eventCount }, (_, n) => context.getEventAt(n).message);
  problems.push(...card.validateProperties().validationEvents.map(({ message }) => message));
  if (payload.type !== 'message') problems.push('not a message');
  if (attachment.contentType !== 'application/vnd.microsoft.card.adaptive') problems.push('not an adaptive card');
  if (content.version !== '1.5') problems.push(`version ${content.version}`);
  if (content.fallbackText === '') problems.push('no fallback text');
  if (sizeBytes(payload) > maxPayloadBytes) problems.push(`${sizeBytes(payload)} bytes`);
  const shown = texts(content.body);
  if (shown.length === 0) problems.push('no text');
  for (const { type, text, wrap } of shown) if (type === 'TextBlock' && !wrap) problems.push(`does not wrap: ${text}`);
  for (const { text } of content.msteams.entities) {
    if (!shown.some((block) => block.text.includes(text))) problems.push(`mention not in the text: ${text}`);
  }
  for (const { text } of shown) {
    for (const [mention] of text.matchAll(/<at>.*?<\/at>/g)) {
      if (!content.msteams.entities.some((entity) => entity.text === mention)) problems.push(`no entity: ${mention}`);
    }
  }
  for (const action of content.actions) if (!/^https?:/.test(action.url)) problems.push(`opens ${action.url}`);
  return problems;
}

interface Shown {
  readonly type: string;
  readonly text: string;
  readonly wrap?: boolean;
}

/** Every text of a card, in the order in which it is read. */
export function texts(elements: readonly CardElement[]): readonly Shown[] {
  return elements.flatMap(textsOf);
}

function textsOf(element: CardElement): readonly Shown[] {
  switch (element.type) {
    case 'TextBlock':
      return [element];
    case 'FactSet':
      return element.facts.map(({ title, value }) => ({ type: 'Fact', text: `${title}=${value}` }));
    case 'ColumnSet':
      return texts(element.columns.flatMap(({ items }) => items));
    case 'Container':
      return texts(element.items);
  }
}

/** What a person reads on a card, line by line. */
export function linesOf(payload: CardPayload): readonly string[] {
  return texts(payload.attachments[0].content.body).map(({ text }) => text);
}
