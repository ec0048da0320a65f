/** Which row and attempt a mail's tags name. */
export function readTags(tags: Readonly<Record<string, string>>) {
  const read = (tag = '') => Buffer.from(tag, 'base64url').toString();
  return { customer: read(tags.customer), key: read(tags.key), attempt: Number(tags.attempt) };
}
