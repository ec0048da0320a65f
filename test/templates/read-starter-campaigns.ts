import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { parse } from 'yaml';
import { z } from 'zod';

const frontMatterSchema = z.looseObject({
  name: z.string().min(1),
  trigger: z.record(z.string(), z.unknown()),
  category: z.enum(['marketing', 'contract']),
  subject: z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]),
  to: z.string().optional(),
  locale: z.enum(['ja', 'en']).optional(),
});

/** One starter campaign, taken apart the way anybody would with a YAML parser at hand. */
export interface StarterCampaign {
  readonly language: string;
  readonly id: string;
  readonly frontMatter: z.infer<typeof frontMatterSchema>;
  /** Subjects by offset, '' for the one that serves all. */
  readonly subjects: Readonly<Record<string, string>>;
  readonly body: string;
}

const templates = join(import.meta.dirname, '../../templates');

/** Every campaign file below templates/<language>/campaigns. */
export function readStarterCampaigns(language: string): readonly StarterCampaign[] {
  return readTexts(join(templates, language, 'campaigns')).map(({ id, text }) => {
    const [, yaml = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
    const frontMatter = frontMatterSchema.parse(parse(yaml));
    const { subject } = frontMatter;
    return { language, id, frontMatter, subjects: typeof subject === 'string' ? { '': subject } : subject, body };
  });
}

/** A renderer with the language's partials and plain stand-ins for the helpers that campaigns may use. */
export function createStarterRenderer(language: string): (template: string, context: object) => string {
  const handlebars = Handlebars.create();
  for (const { id, text } of readTexts(join(templates, language, 'partials'))) handlebars.registerPartial(id, text);
  handlebars.registerHelper({
    formatDate: (iso: string, pattern: string) => formatDate(iso, pattern),
    default: (value: unknown, fallback: unknown) => value || fallback,
    eq: (left: unknown, right: unknown) => left === right,
  });
  return (template, context) => handlebars.compile(template, { strict: true })(context);
}

function readTexts(folder: string): readonly { readonly id: string; readonly text: string }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => ({ id: file.slice(0, -'.hbs'.length), text: readFileSync(join(folder, file), 'utf8') }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

function formatDate(iso: string, pattern: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  const words: Readonly<Record<string, string>> = {
    yyyy: String(date.getUTCFullYear()),
    MMMM: date.toLocaleString('en', { month: 'long', timeZone: 'UTC' }),
    M: String(date.getUTCMonth() + 1),
    d: String(date.getUTCDate()),
  };
  return pattern.replace(/yyyy|MMMM|M|d/g, (token) => words[token] ?? token);
}
