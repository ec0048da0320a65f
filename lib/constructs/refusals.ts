import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { EncryptedTable, type TableProps } from './encrypted-table.ts';

/**
 * Opt-outs, suppressions, their ledger and erasure marks: these have no end. Mails that came back for now are forgotten.
 * Importing customers can never overwrite any of it.
 */
export class Refusals extends EncryptedTable {
  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id, { ...props, timeToLiveAttribute: 'expiresAt' });
  }

  /** Asks whether somebody refuses. */
  grantRead(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem']);
  }

  /** Records what a person said. For the functions that hear people or mail systems; nobody else. */
  grantRecord(grantee: IGrantable): void {
    this.grantRead(grantee);
    this.grantItems(grantee, ['PutItem', 'UpdateItem'], ['customer#*', 'address#*']);
  }
}
