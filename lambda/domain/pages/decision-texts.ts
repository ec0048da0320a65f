import type { Locale } from '../locale.ts';

/** What can be wrong with an answer to a request. */
export type FormProblem = 'name-missing' | 'name-long' | 'comment-long' | 'nothing-picked';

/** The words of the form in one language. */
export interface DecisionTexts {
  readonly name: string;
  readonly comment: string;
  readonly optional: string;
  readonly signedIn: (who: string) => string;
  readonly problemsHeading: string;
  readonly problems: Readonly<Record<FormProblem, string>>;
}

/** The words in every language. */
export const decisionTexts: Readonly<Record<Locale, DecisionTexts>> = {
  ja: {
    name: 'お名前',
    comment: 'コメント',
    optional: '任意',
    signedIn: (who) => `${who} としてサインインしています。この名前で記録します。`,
    problemsHeading: 'まだ受け付けていません。次の点を直してください。',
    problems: {
      'name-missing': 'お名前を入力してください。',
      'name-long': 'お名前は60文字以内で入力してください。',
      'comment-long': 'コメントは500文字以内で入力してください。',
      'nothing-picked': '承認または見送るものを選んでください。',
    },
  },
  en: {
    name: 'Your name',
    comment: 'Comment',
    optional: 'optional',
    signedIn: (who) => `You are signed in as ${who}. The decision is recorded under this name.`,
    problemsHeading: 'Nothing has been recorded yet. Please put this right:',
    problems: {
      'name-missing': 'Please enter your name.',
      'name-long': 'Please keep your name to 60 characters.',
      'comment-long': 'Please keep the comment to 500 characters.',
      'nothing-picked': 'Please select what to approve or reject.',
    },
  },
};
