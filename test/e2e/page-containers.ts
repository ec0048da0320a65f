import { functionEnv } from '../../local/cloud/functions/function-env.ts';
import { functionOfJob } from '../../local/cloud/functions/function-of-job.ts';
import { httpEvent, httpResponse, matchRoute } from '../../local/cloud/functions/http-event.ts';
import { runFunction } from '../../local/cloud/functions/run-function.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';

/** Answers requests to the pages in containers of their own, as Lambda does when many come at once. */
export interface PageContainers {
  /** Posts a form in the `n`th container. A container takes one request after the other. */
  post(n: number, link: string, form: URLSearchParams): Promise<{ readonly status: number; readonly page: string }>;
  close(): Promise<void>;
}

/** Starts containers of the pages function, which the local cloud itself has only one of. */
export async function startPageContainers(cloud: LocalCloud, count: number): Promise<PageContainers> {
  const part = functionOfJob(cloud.parts.functions, 'pages');
  const { region, proxyUrl, pagesUrl } = cloud;
  const env = functionEnv(part, { region, proxyUrl, pagesUrl, account: '000000000000' });
  const containers = Array.from({ length: count }, () =>
    runFunction(part, { clock: cloud.clock.buffer, env, onLog: () => {} }),
  );

  async function answer(n: number, method: string, link: string, body: string) {
    const { pathname, host } = new URL(link);
    const matched = matchRoute(cloud.parts.routes, method, pathname);
    if (matched === undefined) throw new Error(`There is no route for ${method} ${pathname}`);
    const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
    const request = { method, path: pathname, headers, body: Buffer.from(body) };
    const result = await containers[n % count]?.invoke(httpEvent(request, matched, cloud.clock.nowMs()));
    if (!result?.ok) throw new Error(`${method}: ${result?.errorMessage}`);
    const { status, body: page } = httpResponse(result.result);
    return { status, page: page.toString('utf8') };
  }

  // Warm, so that they answer at the same time.
  await Promise.all(containers.map((_, n) => answer(n, 'GET', `${pagesUrl}/robots.txt`, '')));
  return {
    post: (n, link, form) => answer(n, 'POST', link, form.toString()),
    close: async () => void (await Promise.all(containers.map((container) => container.close()))),
  };
}
