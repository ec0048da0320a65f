import { at, isObject, listOf, parseJson, text } from '../json.ts';
import type { ConsumedCapacity } from './call-record.ts';
import type { ProxyRequest, ProxyResponse } from './http-message.ts';

/** The same DynamoDB request, asking also what it consumes. */
export function askingCapacity(request: ProxyRequest): ProxyRequest {
  const input = parseJson(request.body.toString('utf8'));
  if (!isObject(input)) return request;
  const body = Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'INDEXES' }));
  return { ...request, headers: { ...request.headers, 'content-length': String(body.length) }, body };
}

/** What a DynamoDB answer says was consumed, table by table. */
export function readCapacity({ body }: ProxyResponse): readonly ConsumedCapacity[] {
  return listOf(at(parseJson(body.toString('utf8')), 'ConsumedCapacity')).map((one) => {
    const indexes = at(one, 'GlobalSecondaryIndexes');
    const indexUnits = Object.entries(isObject(indexes) ? indexes : {}).map(
      ([name, index]) => [name, Number(at(index, 'CapacityUnits') ?? 0)] as const,
    );
    return {
      table: text(at(one, 'TableName')) ?? '',
      units: Number(at(one, 'CapacityUnits') ?? 0),
      indexUnits: Object.fromEntries(indexUnits),
    };
  });
}
