import type { RequiredValue } from '../campaign/campaign.ts';
import type { LocalizedText } from '../locale.ts';
import { type Place, type ProblemList, placeIn } from './problem-list.ts';
import type { Scope } from './template-scope.ts';
import type { Shape } from './variable-shape.ts';

/** A template text, and where its characters (offsets from 0) stand in a file. */
export interface TemplateSource {
  readonly source: string;
  readonly placeAt: (offset: number) => Place;
}

/** What templates are checked against. */
export interface TemplateSurroundings {
  readonly problems: ProblemList;
  readonly root: Shape;
  readonly partials: ReadonlyMap<string, TemplateSource>;
  /** Why a name that exists elsewhere does not exist here, if there is more to say than that. */
  readonly explainUnknown: (name: string) => LocalizedText | undefined;
}

/** What a checked template turned out to use. */
export interface TemplateUse {
  /** Variables that must not be empty, in the order of the template. */
  readonly required: readonly RequiredValue[];
  /** Names of the variables whose values appear somewhere. */
  readonly shown: ReadonlySet<string>;
  readonly partials: ReadonlySet<string>;
  /** Types of the records that are named anywhere. */
  readonly types: ReadonlySet<string>;
}

/** Where a check of a template stands. */
export interface Position {
  readonly template: TemplateSource;
  readonly scope: Scope;
  /** Variables that an `if` around this place has asked for. */
  readonly guards: readonly string[];
  readonly takesPartials: boolean;
  /** The offset whose subject this is; absent in what every mail of the campaign shares. */
  readonly offset?: string;
  /** Partials being expanded, outermost first. */
  readonly within: readonly string[];
  /** What `@partial-block` stands for here. */
  readonly block?: { readonly program: hbs.AST.Program; readonly position: Position };
}

/** A template that stands in a file from one of its lines on. */
export function templateInFile(file: string, source: string, firstLine = 1): TemplateSource {
  return { source, placeAt: (offset) => placeIn(file, source, offset, firstLine) };
}
