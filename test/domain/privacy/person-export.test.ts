import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { personExportSchema } from '../../../lambda/domain/privacy/person-export.ts';

const published = new URL('../../../docs/customer-export.schema.json', import.meta.url);

test('the published shape of an export is the one that is written', () => {
  const text = `${JSON.stringify(z.toJSONSchema(personExportSchema), undefined, 2)}\n`;
  expect(JSON.parse(readFileSync(published, 'utf8')), `docs/customer-export.schema.json should be:\n${text}`).toEqual(
    JSON.parse(text),
  );
});
