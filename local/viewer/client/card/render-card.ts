import { type Action, AdaptiveCard, HostConfig, OpenUrlAction } from 'adaptivecards';
import { isDark } from '../settings.ts';
import { teamsHostConfig } from './host-config.ts';
import { markdownToHtml } from './markdown.ts';

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdownToHtml(text);
  result.didProcess = true;
};

/** The card in a payload for a Workflows webhook; `full` = it asks for the whole width. Undefined when there is none. */
export function cardIn(payload: unknown): { readonly content: object; readonly full: boolean } | undefined {
  const attachments = isObject(payload) && 'attachments' in payload ? payload.attachments : undefined;
  const first: unknown = Array.isArray(attachments) ? attachments[0] : undefined;
  const content = isObject(first) && 'content' in first ? first.content : undefined;
  if (!isObject(content)) return undefined;
  const teams = 'msteams' in content && isObject(content.msteams) ? content.msteams : {};
  return { content, full: 'width' in teams && String(teams.width).toLowerCase() === 'full' };
}

/** Renders the payload's card as Teams would; undefined when it is not a card. */
export function renderCard(payload: unknown): HTMLElement | undefined {
  const found = cardIn(payload);
  if (!found) return undefined;
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(teamsHostConfig(isDark()));
  card.onExecuteAction = open;
  try {
    card.parse(found.content);
    return card.render();
  } catch {
    return undefined;
  }
}

function open(action: Action): void {
  if (action instanceof OpenUrlAction && /^https?:\/\//i.test(action.url ?? '')) {
    window.open(action.url, '_blank', 'noopener,noreferrer');
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
