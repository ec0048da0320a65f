/** True for what a mail shows as nothing. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
