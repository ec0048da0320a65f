import type { Context } from 'hono';
import { preferredLocale } from '../../domain/http/preferred-locale.ts';
import { problemOf } from '../../domain/http/problem.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { Log } from '../../ports.ts';
import type { ApiAnswer, Refusal } from '../../use-cases/http/api-answer.ts';

interface AnswerTools {
  readonly stage: Pick<StageConfig, 'locale'>;
  readonly log: Log;
}

const furtherHeaders: Readonly<Partial<Record<Refusal['problem'], Readonly<Record<string, string>>>>> = {
  unauthorized: { 'www-authenticate': 'Bearer realm="fushime"' },
  'only-post': { allow: 'POST' },
  'under-way': { 'retry-after': '5' },
};

/** Answers with what came of a request. */
export function answerWith(c: Context, tools: AnswerTools, answer: ApiAnswer): Response {
  if ('problem' in answer) return answerRefusal(c, tools, answer);
  const headers = { 'content-type': 'application/json', ...(answer.isRepeated && { 'idempotent-replayed': 'true' }) };
  return new Response(answer.body, { status: answer.status, headers });
}

/** Answers with a problem (RFC 9457), in the caller's language. */
export function answerRefusal(c: Context, { stage, log }: AnswerTools, { problem, more, errors }: Refusal): Response {
  const locale = preferredLocale(c.req.header('accept-language'), stage.locale);
  const said = problemOf(problem, locale, {
    ...(more && { more }),
    ...(errors && { errors: errors.map(({ path, explanation }) => ({ path, detail: explanation[locale] })) }),
  });
  log.info('api-refused', { problem, status: said.status });
  return new Response(JSON.stringify(said), {
    status: said.status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': locale,
      ...furtherHeaders[problem],
    },
  });
}
