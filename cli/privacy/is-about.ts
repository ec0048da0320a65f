import type { Person } from '../../lambda/domain/privacy/person.ts';
import { createTraceFinder, type HashAddress } from '../../lambda/domain/privacy/trace-finder.ts';

/** Events of other systems and of the mail service; what functions tell each other has neither. */
const fromOutside = /"(?:detail-type|eventType|notificationType)"/;

/**
 * Whether a queue's message is about a person: it holds an address or the name; or their id, in an event from outside,
 * which may say anything of them. Our own messages hold ids only, often of several customers.
 */
export function messageIsAbout(person: Person, hash: HashAddress): (body: string) => Promise<boolean> {
  const byName = createTraceFinder({ ...person, customer: '' }, hash);
  const byId = createTraceFinder(person, hash);
  return async (body) => {
    const text = unescaped(body);
    return (await byName.isIn(text)) || (fromOutside.test(text) && (await byId.isIn(text)));
  };
}

/** JSON in JSON, with its characters and quotes as they are. */
function unescaped(body: string): string {
  return body
    .replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+"/g, '"');
}
