/** Answers with what it was asked. */
export async function handler(event: Record<string, unknown>) {
  return {
    statusCode: 201,
    headers: { 'content-type': 'application/json', 'x-own-url': process.env.OWN_URL },
    cookies: ['a=1; Expires=Sun, 14 Mar 2027 00:00:00 GMT', 'b=2'],
    body: JSON.stringify(event),
  };
}
