type Decision = 'approved' | 'rejected';

/** What an approver does with a page: opens it, reads its form, presses a button. */
export interface OpenedRequest {
  readonly status: number;
  readonly page: string;
  /** The form as it is sent when a button is pressed. Throws an Error when the page has no such button. */
  fill(decision: Decision, name: string, comment?: string): URLSearchParams;
  /** Presses a button of the form, which posts to the page's own address. */
  press(decision: Decision, name: string, comment?: string): Promise<{ status: number; page: string }>;
}

/** Opens a request's page, as a browser would. */
export async function openRequest(link: string | undefined): Promise<OpenedRequest> {
  if (link === undefined) throw new Error('There is no link to this request in any card.');
  const answer = await fetch(link);
  const page = await answer.text();
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const fill = (decision: Decision, name: string, comment = '') => {
    if (!page.includes(`name="decision" value="${decision}"`)) throw new Error(`The page has no button: ${decision}`);
    const form = new URLSearchParams({ decision, name, comment });
    for (const [, field = '', value = ''] of hidden) form.set(field, value);
    return form;
  };
  return {
    status: answer.status,
    page,
    fill,
    async press(...said) {
      const posted = await fetch(link, { method: 'POST', body: fill(...said), redirect: 'manual' });
      return { status: posted.status, page: await posted.text() };
    },
  };
}

/** Opens a request and approves it. Throws an Error when that is not what came of it. */
export async function approve(link: string | undefined, name = '佐藤'): Promise<void> {
  const { status, page } = await (await openRequest(link)).press('approved', name);
  if (status !== 200 || !page.includes('承認しました')) throw new Error(`Not approved: ${status} ${page}`);
}
