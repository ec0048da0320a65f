import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { EncryptedTable, type TableProps } from './encrypted-table.ts';

/** Where runs and watermarks are. */
const runs = ['campaign#*'];

/** Campaign versions, the live manifest and watermarks, which have no end, and runs, which are forgotten as their rows are. */
export class Campaigns extends EncryptedTable {
  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id, { ...props, timeToLiveAttribute: 'expiresAt' });
  }

  /** Reads what is live. */
  grantRead(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem']);
  }

  /** Stores versions and replaces the manifest. */
  grantPublish(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'PutItem']);
  }

  /** Opens runs, counts for them and moves watermarks. */
  grantPlan(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem']);
  }

  /** Reads what is live, and lets a person decide a held run; cannot change what is live. */
  grantDecide(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'Query']);
    this.grantItems(grantee, ['UpdateItem'], runs);
  }

  /** Finds open runs and closes those that are drained. */
  grantSweep(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem', 'DeleteItem']);
  }
}
