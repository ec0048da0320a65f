/** What an approver does with a page: opens it, reads its form, presses a button. */
export interface OpenedRequest {
  readonly status: number;
  readonly page: string;
  /** Presses a button of the form, which posts to the page's own address. */
  press(decision: 'approved' | 'rejected', name: string, comment?: string): Promise<{ status: number; page: string }>;
}

/** Opens a request's page, as a browser would. */
export async function openRequest(link: string | undefined): Promise<OpenedRequest> {
  if (link === undefined) throw new Error('There is no link to this request in any card.');
  const answer = await fetch(link);
  const page = await answer.text();
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return {
    status: answer.status,
    page,
    async press(decision, name, comment = '') {
      if (!page.includes(`name="decision" value="${decision}"`)) throw new Error(`The page has no button: ${decision}`);
      const form = new URLSearchParams({ decision, name, comment });
      for (const [, field = '', value = ''] of hidden) form.set(field, value);
      const posted = await fetch(link, { method: 'POST', body: form, redirect: 'manual' });
      return { status: posted.status, page: await posted.text() };
    },
  };
}

/** Opens a request and approves it. Throws an Error when that is not what came of it. */
export async function approve(link: string | undefined, name = '佐藤'): Promise<void> {
  const { status, page } = await (await openRequest(link)).press('approved', name);
  if (status !== 200 || !page.includes('承認しました')) throw new Error(`Not approved: ${status} ${page}`);
}
