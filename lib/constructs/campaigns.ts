import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { EncryptedTable } from './encrypted-table.ts';

/** Campaign versions, the live manifest, run rows and watermarks. */
export class Campaigns extends EncryptedTable {
  /** Reads the manifest or a version. */
  grantGet(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem']);
  }

  /** Reads what is live. */
  grantRead(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'Query']);
  }

  /** Reads what is live and keeps run rows and watermarks. */
  grantRun(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']);
  }

  /** Stores versions and replaces the manifest. */
  grantPublish(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem']);
  }
}
