import { html } from 'hono/html';
import { describe, expect, it } from 'vitest';
import {
  decisionButtons,
  decisionFields,
  noInput,
  problemSummary,
  problemsOf,
} from '../../../lambda/domain/pages/decision-form.ts';

const form = { locale: 'ja', input: noInput, problems: [] } as const;
const text = async (markup: ReturnType<typeof html>) => String(await html`${markup}`);

describe('an answer to a request', () => {
  it.each([
    [{ name: '佐藤', comment: '' }, []],
    [{ name: '', comment: '' }, ['name-missing']],
    [{ name: ' \u3000 ', comment: '' }, ['name-missing']],
    [{ name: '𠮷'.repeat(60), comment: '字'.repeat(500) }, []],
    [{ name: ` ${'a'.repeat(60)} `, comment: '' }, []],
    [{ name: 'a'.repeat(61), comment: '字'.repeat(501) }, ['name-long', 'comment-long']],
  ])('%# has its problems', (input, problems) => {
    expect(problemsOf(input)).toEqual(problems);
  });
});

describe('the form', () => {
  it('gives back what was typed, whatever it is', async () => {
    const input = { name: '"><script>', comment: '</textarea><script>' };
    const fields = await text(decisionFields({ ...form, input }));
    expect(fields).toContain('value="&quot;&gt;&lt;script&gt;"');
    expect(fields).toContain('&lt;/textarea&gt;&lt;script&gt;</textarea>');
  });

  it('keeps a comment that begins with an empty line', async () => {
    const fields = await text(decisionFields({ ...form, input: { name: '', comment: '\nあ' } }));
    // The first line break after the tag is not part of the value (HTML, textarea).
    expect(fields).toContain('<textarea id="comment" name="comment" rows="3">\n\nあ</textarea>');
  });

  it('says nothing of problems when there are none', async () => {
    expect(problemSummary(form)).toBe('');
    expect(await text(decisionFields(form))).not.toMatch(/aria-invalid|problem|autofocus/);
  });

  it('puts the focus on the first field with a problem, and on no other', async () => {
    const fields = await text(decisionFields({ ...form, problems: ['nothing-picked', 'comment-long'] }));
    expect(fields).not.toContain('autofocus');
    const both = await text(decisionFields({ ...form, problems: ['name-missing', 'comment-long'] }));
    expect(both.match(/autofocus/g)).toHaveLength(1);
    expect(both).toMatch(/id="name"[^>]* autofocus>/);
  });

  it('asks nobody for a name who is signed in', async () => {
    const fields = await text(decisionFields({ ...form, signedInAs: '<鈴木>' }));
    expect(fields).toContain('&lt;鈴木&gt; としてサインインしています');
    expect(fields).not.toContain('<input');
  });

  it('begins its buttons with one that Enter presses in vain', async () => {
    expect(await text(decisionButtons('A', 'R'))).toMatch(
      /^<div class="buttons">\n<button disabled hidden><\/button>\n<button name="decision" value="approved">A/,
    );
  });
});
