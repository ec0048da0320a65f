import { expect, test } from 'vitest';
import type { RecordModel } from '../../../lambda/domain/records/record-model.ts';
import { hopsTo, stepsFrom, stepsTo } from '../../../lambda/domain/records/steps-from.ts';

/** Types by the references that they have: `field>target`. */
function aModel(types: Readonly<Record<string, readonly string[]>>): RecordModel {
  return Object.entries(types).map(([type, references]) => ({
    ...{ type, labels: [type], files: [], idLabels: ['ID'] },
    fields: references.map((each) => {
      const [key = '', target = ''] = each.split('>');
      return { key, labels: [key], kind: 'reference', target };
    }),
  }));
}

const shown = (steps: ReturnType<typeof stepsFrom>) =>
  steps.map(({ from, field, target }) => `${from}.${field}>${target}`);

test('references are followed to every type, by the shortest way, the starts left alone', () => {
  const model = aModel({
    customer: ['shop>shop'],
    shop: ['area>area', 'boss>customer'],
    area: ['land>land'],
    land: ['capital>area'],
  });
  expect(shown(stepsFrom(model, ['customer']))).toEqual(['customer.shop>shop', 'shop.area>area', 'area.land>land']);
  expect(shown(stepsFrom(model, ['customer', 'land']))).toEqual(['customer.shop>shop', 'land.capital>area']);
});

test('of two references to a type, the one called like it counts', () => {
  const model = aModel({ visit: ['before>shop', 'shop>shop', 'nowhere>nothing'], shop: [] });
  expect(shown(stepsFrom(model, ['visit']))).toEqual(['visit.shop>shop']);
});

test('only the steps that lead to what is wanted are kept, in their order', () => {
  const model = aModel({
    customer: ['shop>shop', 'club>club'],
    club: [],
    shop: ['area>area'],
    area: ['land>land'],
    land: [],
  });
  const steps = stepsFrom(model, ['customer']);
  expect(shown(stepsTo(steps, ['land', 'customer']))).toEqual([
    'customer.shop>shop',
    'shop.area>area',
    'area.land>land',
  ]);
  expect(stepsTo(steps, ['customer'])).toEqual([]);
  expect(hopsTo(steps, 'area')).toEqual([
    { field: 'shop', target: 'shop' },
    { field: 'area', target: 'area' },
  ]);
  expect(hopsTo(steps, 'customer')).toBeUndefined();
});
