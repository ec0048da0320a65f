import Handlebars from 'handlebars';
import type { LocalizedText } from '../locale.ts';
import { helperArguments } from '../message/template-engine.ts';
import { didYouMean } from './did-you-mean.ts';
import { scanTags, type Tag } from './scan-tags.ts';

/** Something wrong with a template's tags, at an offset from 0. */
export interface TagProblem {
  readonly offset: number;
  readonly message: LocalizedText;
}

// More than people can read, and less than what makes a parser run out of stack.
const MAX_DEPTH = 50;

/** Everything that keeps a template from being parsed, in kind words. Empty when it can be parsed. */
export function checkTags(source: string): readonly TagProblem[] {
  const { tags, unclosed } = scanTags(source);
  const problems = [
    ...unclosed.map((offset) => ({ offset, message: unclosedTag(source, offset) })),
    ...fullWidthBraces(source),
    ...tags
      .filter(({ kind }) => kind === 'unsupported')
      .map(({ start }) => ({ offset: start, message: unsupportedTag })),
    ...tags.flatMap((tag) => unreadable(source, tag)),
    ...unbalanced(source, tags),
  ].sort((left, right) => left.offset - right.offset);
  return problems.length > 0 ? problems : restOfProblems(source);
}

function fullWidthBraces(source: string): readonly TagProblem[] {
  return [...source.matchAll(/｛｛|｝｝/g)].map(({ index }) => ({
    offset: index,
    message: {
      ja: '｛｛ ｝｝ が全角です。半角の {{ }} で書いてください。',
      en: 'These braces are full-width. Write {{ }}.',
    },
  }));
}

/** Each tag by itself, so that one bad tag does not hide the next. */
function unreadable(source: string, tag: Tag): readonly TagProblem[] {
  const raw = source.slice(tag.start, tag.end);
  if (tag.kind === 'comment' || tag.kind === 'unsupported' || tag.kind === 'else' || tag.kind === 'close') return [];
  try {
    const isBlock = tag.kind === 'open' || tag.kind === 'partial-block';
    Handlebars.parse(isBlock ? `${raw}{{/${tag.name}}}` : raw);
    return [];
  } catch {
    return [{ offset: tag.start, message: unreadableTag(raw) }];
  }
}

function unbalanced(source: string, tags: readonly Tag[]): readonly TagProblem[] {
  const problems: TagProblem[] = [];
  const open: Tag[] = [];
  for (const tag of tags) {
    if (tag.kind === 'open' || tag.kind === 'partial-block') open.push(tag);
    if (open.length > MAX_DEPTH) return [{ offset: tag.start, message: tooDeep }];
    if (tag.kind === 'else' && open.length === 0) problems.push({ offset: tag.start, message: loneElse });
    if (tag.kind !== 'close') continue;
    const match = open.findLastIndex(({ name }) => name === tag.name);
    if (match === -1) {
      problems.push({ offset: tag.start, message: loneClose(tag, open.at(-1)) });
      continue;
    }
    for (const left of open.splice(match).slice(1))
      problems.push({ offset: left.start, message: neverClosed(source, left) });
  }
  return [...problems, ...open.map((left) => ({ offset: left.start, message: neverClosed(source, left) }))];
}

function restOfProblems(source: string): readonly TagProblem[] {
  try {
    Handlebars.parse(source);
    return [];
  } catch (error) {
    const line = Number(/line (\d+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? 1);
    const offset =
      source
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    return [{ offset, message: unreadableLine }];
  }
}

function unclosedTag(source: string, offset: number): LocalizedText {
  const start = source.slice(offset, offset + 20).split('\n')[0] ?? '';
  return { ja: `${start} の {{ が }} で閉じられていません。`, en: `The {{ of ${start} is not closed by }}.` };
}

function unreadableTag(raw: string): LocalizedText {
  if (/^\{\{[~#]*\s*\}\}$/.test(raw)) return { ja: '{{ }} の中が空です。', en: 'There is nothing between {{ and }}.' };
  const label = /^\{\{\s*([^[\]"'\s{}]+[()（）:：+,&%?!／/・\s][^[\]"'{}]*?)\s*\}\}$/.exec(raw)?.[1];
  if (label !== undefined) {
    return {
      ja: `${raw} が読めません。記号を含む列名は {{[${label}]}} のように [ ] で囲んでください。`,
      en: `${raw} cannot be read. Put column labels with signs between [ ]: {{[${label}]}}.`,
    };
  }
  return { ja: `${raw} が読めません。書き方を確かめてください。`, en: `${raw} cannot be read.` };
}

function loneClose(tag: Tag, open: Tag | undefined): LocalizedText {
  if (open === undefined) {
    return {
      ja: `{{/${tag.name}}} に対応する {{#${tag.name}}} がありません。`,
      en: `{{/${tag.name}}} closes nothing.`,
    };
  }
  const meant = blockMeant(open);
  return {
    ja: `{{/${tag.name}}} ではなく、開いている {{#${open.name}}} を閉じる {{/${open.name}}} が必要です。${meant.ja}`,
    en: `{{/${tag.name}}} stands where {{/${open.name}}} is needed to close {{#${open.name}}}.${meant.en}`,
  };
}

function neverClosed(source: string, tag: Tag): LocalizedText {
  const raw = source.slice(tag.start, tag.end);
  const meant = blockMeant(tag);
  return {
    ja: `${raw} が {{/${tag.name}}} で閉じられていません。${meant.ja}`,
    en: `${raw} is not closed by {{/${tag.name}}}.${meant.en}`,
  };
}

/** A block of an unknown name is rather mistyped than left open. */
function blockMeant({ kind, name }: Tag): LocalizedText {
  const blocks = Object.keys(helperArguments).filter((each) => helperArguments[each]?.block);
  return kind !== 'open' || blocks.includes(name) ? { ja: '', en: '' } : didYouMean(name, blocks);
}

const tooDeep: LocalizedText = {
  ja: `{{# }} の入れ子が ${MAX_DEPTH} 段を超えています。`,
  en: `Blocks stand within blocks more than ${MAX_DEPTH} deep.`,
};

const loneElse: LocalizedText = {
  ja: '{{else}} は {{#if}} などの中で使ってください。',
  en: '{{else}} stands outside of any block.',
};

const unsupportedTag: LocalizedText = {
  ja: '{{* }} は使えません。部品は partials フォルダーに置いてください。',
  en: '{{* }} cannot be used. Put partials into the folder partials.',
};

const unreadableLine: LocalizedText = {
  ja: 'この行の {{ }} が読めません。書き方を確かめてください。',
  en: 'The {{ }} on this line cannot be read.',
};
