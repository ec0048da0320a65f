/** A browser with a cookie jar, which goes where it is sent one step at a time. Cookies belong to one origin here. */
export function aBrowser(origin: string) {
  const cookies = new Map<string, string>();

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const name = pair.slice(0, pair.indexOf('='));
    if (attributes.includes('Max-Age=0')) cookies.delete(name);
    else cookies.set(name, pair.slice(pair.indexOf('=') + 1));
  }

  async function step(url: string, init: RequestInit = {}) {
    const target = new URL(url, origin);
    const isOurs = target.origin === origin;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(target, {
      ...init,
      redirect: 'manual',
      headers: isOurs && cookie !== '' ? { cookie } : {},
    });
    if (isOurs) for (const line of answer.headers.getSetCookie()) keep(line);
    const location = answer.headers.get('location');
    return {
      status: answer.status,
      location: location === null ? undefined : new URL(location, target).href,
      setCookies: answer.headers.getSetCookie(),
      text: await answer.text(),
    };
  }

  return {
    cookies,
    step,
    /** Follows redirects to the end. */
    async open(url: string) {
      let answer = await step(url);
      for (let hops = 0; answer.location !== undefined && hops < 8; hops += 1) answer = await step(answer.location);
      return answer;
    },
    /** Follows redirects until one leads to our callback, which is not opened yet. */
    async toCallback(url: string): Promise<string> {
      let next = url;
      for (let hops = 0; hops < 8; hops += 1) {
        const { location } = await step(next);
        if (location === undefined) throw new Error(`${next} leads nowhere`);
        if (location.startsWith(`${origin}/sign-in/callback`)) return location;
        next = location;
      }
      throw new Error('No way to the callback');
    },
  };
}
