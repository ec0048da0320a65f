/**
 * The fields of a posted form, `multipart/form-data` or URL-encoded; files are left out. What is no form has no fields.
 * A missing or odd content type is taken for URL-encoded: a "no" should not fail for a header.
 */
export async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  const type = request.headers.get('content-type') ?? '';
  const fields = /^\s*multipart\/form-data/i.test(type)
    ? await readMultipart(request)
    : [...new URLSearchParams(await request.text())];
  return new Map(fields);
}

async function readMultipart(request: Request): Promise<readonly (readonly [string, string])[]> {
  try {
    const fields = [...(await request.formData())];
    return fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  } catch {
    return [];
  }
}
