import { z } from 'zod';
import { type LocalClock, realClock } from '../virtual-clock.ts';
import { type EndpointAnswer, type EndpointRequest, type HttpEndpoint, startHttpEndpoint } from './http-endpoint.ts';

/** One payload posted to a webhook, as it came. `status` is what was answered; none if the connection hung or was cut. */
export interface TeamsPost {
  readonly path: string;
  readonly atMs: number;
  readonly raw: Buffer;
  readonly payload: unknown;
  readonly status?: number;
}

/** What a test wants answered in place of 202. */
export interface TeamsAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly hang?: boolean;
  readonly drop?: boolean;
}

/** Decides the answer to the `n`th request (from 1); undefined leaves it as it is. */
export type TeamsAnswers = (n: number, payload: unknown) => TeamsAnswer | undefined;

/** Options of the webhook; the rate runs in real time, whatever `clock` says. */
export interface TeamsOptions {
  readonly clock?: LocalClock;
  readonly answers?: TeamsAnswers;
  readonly maxPostsPerSecond?: number;
  readonly rateClock?: LocalClock;
  /** Hears of each post, in the words of `toJSON`, before it is answered. */
  readonly onPost?: (post: unknown) => void;
}

/** A webhook with its memory. `accepted` are the posts that Teams would show; `posts` are all, refused ones too. */
export interface TeamsEndpoint extends HttpEndpoint {
  posts(): readonly TeamsPost[];
  accepted(): readonly TeamsPost[];
  setAnswers(answers: TeamsAnswers | undefined): void;
  toJSON(): unknown;
  restore(state: unknown): void;
}

/** Teams refuses larger messages (learn.microsoft.com: add-incoming-webhook). */
const maxSizeBytes = 28 * 1024;

const stateSchema = z.object({
  posts: z.array(
    z.object({
      path: z.string(),
      atMs: z.number(),
      raw: z.string(),
      status: z.number().optional(),
    }),
  ),
});

/** Starts a stand-in for a Power Automate "Workflows" webhook: 202 with an empty body, on any path. */
export async function startTeams(options: TeamsOptions = {}): Promise<TeamsEndpoint> {
  const { clock = realClock, rateClock = realClock, maxPostsPerSecond = 4 } = options;
  let answers = options.answers;
  let posts: TeamsPost[] = [];
  let requests = 0;
  let recentMs: number[] = [];

  const tooFast = () => {
    const nowMs = rateClock.nowMs();
    recentMs = recentMs.filter((ms) => ms > nowMs - 1000);
    if (recentMs.length >= maxPostsPerSecond) return true;
    recentMs.push(nowMs);
    return false;
  };
  const endpoint = await startHttpEndpoint((request) => {
    if (request.method !== 'POST') return refusal(405, 'MethodNotAllowed');
    const payload = parsePayload(request.body);
    requests += 1;
    const wanted = answers?.(requests, payload);
    const answer = wanted ? told(wanted) : judge(request, payload, tooFast);
    const status = typeof answer === 'string' ? {} : { status: answer.status };
    const post = { path: request.url.pathname, atMs: clock.nowMs(), raw: request.body, payload, ...status };
    posts.push(post);
    options.onPost?.(recordOf(post));
    return answer;
  });
  return {
    ...endpoint,
    posts: () => posts,
    accepted: () => posts.filter(({ status }) => status !== undefined && status >= 200 && status < 300),
    setAnswers(next) {
      answers = next;
    },
    toJSON: () => ({ posts: posts.map(recordOf) }),
    restore(state) {
      posts = stateSchema.parse(state).posts.map(({ raw, status, ...post }) => {
        const bytes = Buffer.from(raw, 'base64');
        return { ...post, raw: bytes, payload: parsePayload(bytes), ...(status === undefined ? {} : { status }) };
      });
    },
  };
}

function recordOf({ payload: _, raw, ...post }: TeamsPost) {
  return { ...post, raw: raw.toString('base64') };
}

function judge(request: EndpointRequest, payload: unknown, tooFast: () => boolean): EndpointAnswer {
  if (tooFast()) return refusal(429, 'TooManyRequests', { 'retry-after': '1' });
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refusal(415, 'UnsupportedMediaType');
  if (request.body.length > maxSizeBytes) return refusal(413, 'RequestEntityTooLarge');
  if (payload === undefined) return refusal(400, 'InvalidRequestContent');
  return { status: 202 };
}

function told(answer: TeamsAnswer): EndpointAnswer {
  if (answer.drop) return 'drop';
  if (answer.hang) return 'hang';
  return { status: answer.status ?? 202, headers: answer.headers ?? {}, body: answer.body ?? '' };
}

function refusal(status: number, code: string, headers: Readonly<Record<string, string>> = {}): EndpointAnswer {
  const body = JSON.stringify({ error: { code, message: `The local webhook refused the request (${status}).` } });
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

function parsePayload(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
