import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { EncryptedTable, type KeysOnlyIndex, type TableProps } from './encrypted-table.ts';

const lookup: KeysOnlyIndex = { name: 'lookup', partitionKey: 'lookup', sortKey: 'ref' };

/** Typed records and the one index that answers who is due. */
export class Customers extends EncryptedTable {
  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id, { ...props, indexes: [lookup], timeToLiveAttribute: 'expiresAt' });
  }

  /** Reads one record by its key. */
  grantGet(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem']);
  }

  /** Reads records by their keys. */
  grantGetMany(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem']);
  }

  /** Finds records through the index and reads them. */
  grantFind(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem', 'Query']);
    this.grantIndex(grantee, lookup);
  }

  /** Finds records with dates that look made up, and no others. */
  grantFindSuspects(grantee: IGrantable): void {
    this.grantIndex(grantee, lookup, ['suspect#*']);
  }

  /** Finds, reads and replaces records and their index entries. */
  grantImport(grantee: IGrantable): void {
    this.grantItems(grantee, [
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'BatchWriteItem',
    ]);
    this.grantIndex(grantee, lookup);
  }
}
