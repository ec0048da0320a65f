/** The key that an S3 event names: there it is written as in a form, with `+` for a blank (S3: event message structure). */
export function decodeObjectKey(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
