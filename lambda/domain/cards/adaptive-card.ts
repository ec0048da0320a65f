/** A mood of a container or a text: Adaptive Cards' own words. */
export type Tone = 'default' | 'good' | 'warning' | 'attention';

/** A text. Markdown subset: bold, italic, links, lists; no HTML. */
export interface TextBlock {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly size?: 'small' | 'medium' | 'large';
  readonly weight?: 'bolder';
  readonly color?: Tone;
  readonly isSubtle?: true;
  readonly spacing?: 'none' | 'small' | 'medium';
}

/** A list of names and values. */
export interface FactSet {
  readonly type: 'FactSet';
  readonly facts: readonly { readonly title: string; readonly value: string }[];
}

/** A box around other elements. `bleed` lets its colour reach the card's edges. */
export interface Container {
  readonly type: 'Container';
  readonly items: readonly CardElement[];
  readonly style?: Tone | 'emphasis';
  readonly bleed?: true;
  readonly separator?: true;
  readonly spacing?: 'small' | 'medium' | 'large';
}

/** Columns side by side: fixed (`72px`) or taking what is left (`stretch`). */
export interface ColumnSet {
  readonly type: 'ColumnSet';
  readonly spacing?: 'small';
  readonly columns: readonly {
    readonly type: 'Column';
    readonly width: 'stretch' | `${number}px`;
    readonly items: readonly TextBlock[];
  }[];
}

export type CardElement = TextBlock | FactSet | ColumnSet | Container;

/** A button that opens a page; webhook cards can have no other that works (learn.microsoft.com: cards-reference). */
export interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
}

/** Somebody named in a card's text as `<at>name</at>`, by user principal name. */
export interface Mention {
  readonly type: 'mention';
  readonly text: string;
  readonly mentioned: { readonly id: string; readonly name: string };
}

/** An Adaptive Card 1.5, the newest that Teams renders everywhere. */
export interface AdaptiveCard {
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  readonly msteams: { readonly width: 'Full'; readonly entities: readonly Mention[] };
  readonly fallbackText: string;
  readonly body: readonly CardElement[];
  readonly actions: readonly OpenUrl[];
}

/** What a Workflows webhook takes (learn.microsoft.com: connectors-using). */
export interface CardPayload {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly contentUrl: null;
      readonly content: AdaptiveCard;
    },
  ];
}

/** What a card is made of. `title` also stands for it where it cannot be rendered. */
export interface CardParts {
  readonly title: string;
  readonly body: readonly CardElement[];
  readonly actions?: readonly OpenUrl[];
  readonly mentions?: readonly Mention[];
}

/** Largest payload in bytes of UTF-8: Teams states 28 KB, but was seen to refuse from about 21 KB. */
export const maxPayloadBytes = 20 * 1024;

/** Puts a card into the envelope of a webhook. */
export function toPayload({ title, body, actions = [], mentions = [] }: CardParts): CardPayload {
  const content: AdaptiveCard = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    msteams: { width: 'Full', entities: mentions },
    // Shown as it is, without Markdown: its escapes would be seen.
    fallbackText: title.replace(/\\(?=[\\`*_[\]~])/g, ''),
    body,
    actions,
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

/** Size as JSON in UTF-8. */
export function sizeBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
