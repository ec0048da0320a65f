/** Answers with what it was asked. */
export async function handler(event: Record<string, unknown>) {
  return {
    statusCode: 201,
    headers: { 'content-type': 'application/json', 'x-own-url': process.env.OWN_URL },
    cookies: ['a=1'],
    body: JSON.stringify(event),
  };
}
