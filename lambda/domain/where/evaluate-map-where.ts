import type { WhereClause } from '../campaign/campaign.ts';
import { fieldIn, isNoWhenEmpty, type WhereScope } from './where-scope.ts';

/** True when every clause holds. An empty field equals nothing, but for yes/no: there it means no (unknown for consent). */
export function evaluateMapWhere(clauses: readonly WhereClause[], scope: WhereScope): boolean {
  return clauses.every(({ type, key, values }) => {
    const value = fieldIn(scope, type, key);
    if (value !== undefined) return values.includes(value);
    const isThere = type === 'customer' || scope.records[type] !== undefined;
    return isThere && isNoWhenEmpty(type, key) && values.includes(false);
  });
}
