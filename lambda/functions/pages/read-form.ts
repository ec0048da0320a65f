/** The fields of a posted form, in order; one name may come several times. */
export type FormFields = readonly (readonly [name: string, value: string])[];

/**
 * The fields of a posted form, `multipart/form-data` or URL-encoded; files are left out. What is no form has no fields.
 * A missing or odd content type is taken for URL-encoded: a "no" should not fail for a header.
 */
export async function readFields(request: Request): Promise<FormFields> {
  const type = request.headers.get('content-type') ?? '';
  return /^\s*multipart\/form-data/i.test(type)
    ? readMultipart(request)
    : [...new URLSearchParams(await request.text())];
}

/** The same by name, for forms whose names come once. */
export async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  return new Map(await readFields(request));
}

async function readMultipart(request: Request): Promise<FormFields> {
  try {
    const fields = [...(await request.formData())];
    return fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  } catch {
    return [];
  }
}
