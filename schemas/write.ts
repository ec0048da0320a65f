import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedSchemas, toJsonSchema } from './published-schemas.ts';

// Writes schemas/*.json anew: node schemas/write.ts, then npm run format.
for (const schema of publishedSchemas) {
  const file = join(import.meta.dirname, `${schema.name}.json`);
  writeFileSync(file, `${JSON.stringify(toJsonSchema(schema), undefined, 2)}\n`);
}
