import type { CampaignVersion, Step, Trigger } from '../campaign/campaign.ts';
import type { Problem } from '../campaign/problem.ts';
import type { LocalizedText } from '../locale.ts';
import type { RecordModel } from '../records/record-model.ts';
import { stepsFrom, stepsTo } from '../records/steps-from.ts';
import type { StageConfig } from '../stage-config.ts';
import { recordTypesOnPath } from '../where/record-types-on-path.ts';
import { checkLegalFooter } from './check-legal-footer.ts';
import { checkSample } from './check-sample.ts';
import { TemplateCheck } from './check-template.ts';
import { contentHash } from './content-hash.ts';
import { deriveText } from './derive-text.ts';
import { campaignId } from './field-schemas.ts';
import { parseFrontMatter } from './front-matter.ts';
import { inlineCss } from './inline-css.ts';
import { inlinePartials } from './inline-partials.ts';
import { namedTypes } from './named-types.ts';
import { ProblemList } from './problem-list.ts';
import { readCampaign } from './read-campaign.ts';
import { readSubjects } from './read-subjects.ts';
import { readTrigger } from './read-trigger.ts';
import { checkUploaders, type Uploaders } from './second-person.ts';
import { normalizeSource, splitFrontMatter } from './split-front-matter.ts';
import { type TemplateSource, templateInFile } from './template-source.ts';
import { explainUnknown } from './unknown-variable.ts';
import { rootShape } from './variable-shape.ts';

/** A campaign file and all that it is compiled with. */
export interface CampaignFile {
  /** The file's name or path, as problems shall show it. */
  readonly file: string;
  readonly source: string;
  /** Sources of the partials by name. */
  readonly partials: ReadonlyMap<string, string>;
  readonly stage: StageConfig;
  /** The stage's model with the columns that imports have brought. */
  readonly model: RecordModel;
  readonly nowMs: number;
  /** The identity of a campaign that this one replaces, by its id. */
  readonly identityOf: (replacedId: string) => string;
  /** True when this very file is live: a one-off campaign's date may then have passed. */
  readonly alreadyLive?: boolean;
  /** Who uploaded the campaign file ('') and the partials, by name, as the uploads say. Absent where nothing was uploaded. */
  readonly uploaders?: Uploaders;
}

/** A version ready to be stored, with the names of the partials it was made from; or everything that is wrong. */
export type CompiledCampaignFile =
  | {
      readonly kind: 'compiled';
      readonly version: CampaignVersion;
      readonly sourceHash: string;
      readonly inputHash: string;
      readonly partials: readonly string[];
    }
  | {
      readonly kind: 'invalid';
      readonly problems: readonly Problem[];
      /** Names among the problems that a column of the data may have, if it is not in the model yet. */
      readonly unknownNames: readonly string[];
    };

/** Ten times what a long mail has. The libraries that walk the HTML take the square of it. */
const MAX_ELEMENTS = 20_000;
/** `- - - -` is a list in a list in a list: the YAML parser takes minutes for ten thousand of them. */
const NESTED_ON_ONE_LINE = /(?:[?-][ \t]+){50}/;

/** Parses, checks and compiles a campaign file. Every problem is found, not only the first. */
export function compileCampaignFile(input: CampaignFile): CompiledCampaignFile {
  try {
    return compileFile(input);
  } catch (error) {
    // The parsers go down level by level; no file may bring the others' publishing down.
    if (!(error instanceof RangeError) || !error.message.includes('call stack')) throw error;
    const problems = new ProblemList();
    problems.add({ file: input.file, line: 1, column: 1 }, tooNested);
    return invalid(problems);
  }
}

function compileFile(input: CampaignFile): CompiledCampaignFile {
  const { file, stage, model, nowMs, identityOf } = input;
  const problems = new ProblemList();
  const id = checkFileName(file, problems);
  const split = splitFrontMatter(normalizeSource(input.source));
  if (!('body' in split)) {
    problems.add({ file, line: split.line, column: 1 }, split.message);
    return invalid(problems);
  }
  if (NESTED_ON_ONE_LINE.test(split.yaml)) {
    problems.add({ file, line: 1, column: 1 }, tooNested);
    return invalid(problems);
  }
  const front = parseFrontMatter(file, split.yaml, problems);
  const trigger = readTrigger(front, problems, model);
  const surroundings = surroundingsOf(trigger, model);
  const read = readCampaign(front, problems, {
    ...{ id, trigger, stage, model, nowMs, identityOf, alreadyLive: input.alreadyLive ?? false },
    ...surroundings,
  });
  const subjects = readSubjects(front, problems, trigger);

  const partials = new Map([...input.partials].map(([name, source]) => [name, normalizeSource(source)]));
  const check = templateCheck(problems, surroundings, trigger, model, partialSources(file, partials));
  for (const { offset, source, path } of subjects) {
    check.checkSubject({ source, placeAt: (at) => front.placeInText(path, at) }, offset);
  }
  const body = templateInFile(file, split.body, split.bodyLine);
  check.check(body);
  if (split.body.trim() === '') problems.add(body.placeAt(0), emptyBody);
  if (read?.secondPerson && input.uploaders) {
    checkUploaders([...check.partials], input.uploaders, front.placeOfKey(['secondPerson']), problems);
  }
  if (!problems.isEmpty || read === undefined) return invalid(problems);

  const follows = stepsTo(surroundings.steps, namedTypes({ ...read, shownTypes: check.types }, surroundings.types));
  const campaign = follows.length === 0 ? read : { ...read, follows };
  const inlined = inlinePartials(split.body, partials);
  if (inlined.split('<', MAX_ELEMENTS * 2).length === MAX_ELEMENTS * 2) {
    problems.add(body.placeAt(0), tooManyElements);
    return invalid(problems);
  }
  const content = {
    subjects: Object.fromEntries(subjects.map(({ offset, source }) => [offset, source])),
    html: inlineCss(inlined).trim(),
    text: deriveText(inlined),
    required: check.required,
  };
  if (campaign.category === 'marketing') {
    const shown = templateCheck(new ProblemList(), surroundings, trigger, model, new Map());
    checkLegalFooter(content.text, shown, front.placeOf(['category']), problems);
  }
  const used = [...check.partials].sort();
  const usedSources = used.flatMap((name) => [name, partials.get(name) ?? '']);
  const version = {
    ...{ version: contentHash(input.source, ...usedSources, JSON.stringify([campaign, content])), campaign },
    ...content,
  };
  checkSample(version, surroundings.types, stage, model, body, problems);
  if (!problems.isEmpty) return invalid(problems);
  const inputHash = contentHash(input.source, ...usedSources, JSON.stringify([stage, model, campaign.identity]));
  return { kind: 'compiled', version, sourceHash: contentHash(input.source), inputHash, partials: used };
}

function invalid(problems: ProblemList): CompiledCampaignFile {
  return { kind: 'invalid', problems: problems.sorted(), unknownNames: problems.unknownNames };
}

interface Surroundings {
  /** On the trigger's path, then those to which references lead from there. */
  readonly types: readonly string[];
  readonly steps: readonly Step[];
  readonly hasEvent: boolean;
}

/** With a wrong trigger everything may be on the path: what is wrong elsewhere is still found, and nothing is invented. */
function surroundingsOf(trigger: Trigger | undefined, model: RecordModel): Surroundings {
  if (trigger === undefined) return { types: model.map(({ type }) => type), steps: [], hasEvent: true };
  const onPath = recordTypesOnPath(trigger);
  const steps = stepsFrom(model, onPath);
  return { types: [...onPath, ...steps.map(({ target }) => target)], steps, hasEvent: trigger.kind === 'event' };
}

function templateCheck(
  problems: ProblemList,
  surroundings: Surroundings,
  trigger: Trigger | undefined,
  model: RecordModel,
  partials: ReadonlyMap<string, TemplateSource>,
): TemplateCheck {
  const root = rootShape({ model, ...surroundings, hasYears: hasYears(trigger) });
  return new TemplateCheck({
    problems,
    root,
    partials,
    explainUnknown: (name) => explainUnknown(name, { model, ...surroundings }),
  });
}

function hasYears(trigger: Trigger | undefined): boolean {
  return trigger === undefined || (trigger.kind === 'date' && trigger.rule.kind === 'yearly');
}

function checkFileName(file: string, problems: ProblemList): string {
  const name = file.startsWith('campaigns/') ? file.slice('campaigns/'.length) : file.slice(file.lastIndexOf('/') + 1);
  const id = name.replace(/\.hbs$/, '');
  if (!name.endsWith('.hbs') || !campaignId.safeParse(id).success)
    problems.add({ file, line: 1, column: 1 }, wrongFileName);
  return id;
}

/** Partials stand beside the campaigns' folder. */
function partialSources(file: string, partials: ReadonlyMap<string, string>): ReadonlyMap<string, TemplateSource> {
  const root = /^(.*\/)?campaigns\/[^/]*$/.exec(file)?.[1] ?? '';
  return new Map([...partials].map(([name, source]) => [name, templateInFile(`${root}partials/${name}.hbs`, source)]));
}

const wrongFileName: LocalizedText = {
  ja: 'ファイル名は英小文字・数字・ハイフンで48文字以内（marketing と constructor 以外）、拡張子は .hbs にしてください（例: birthday.hbs）。',
  en: 'The file name must consist of a-z, 0-9 and -, at most 48 of them, other than marketing and constructor, and end in .hbs (such as birthday.hbs).',
};

const tooNested: LocalizedText = {
  ja: '入れ子が深すぎます。閉じていないHTMLのタグや {{#…}} がないか確かめてください。',
  en: 'It is nested too deeply. Is every HTML tag and every {{#…}} closed?',
};

const tooManyElements: LocalizedText = {
  ja: 'HTMLの要素が多すぎます（2万個まで）。',
  en: 'There are too many HTML elements (20,000 at most).',
};

const emptyBody: LocalizedText = { ja: '本文がありません。', en: 'The body is empty.' };
