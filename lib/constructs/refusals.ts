import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { EncryptedTable } from './encrypted-table.ts';

/** Opt-outs, suppressions, the consent ledger and erasure marks. Importing customers can never overwrite them. */
export class Refusals extends EncryptedTable {
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
