import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { EncryptedTable, type KeysOnlyIndex, type TableProps } from './encrypted-table.ts';

const byRun: KeysOnlyIndex = { name: 'byRun', partitionKey: 'run', sortKey: 'ref' };
/** Only rows that wait carry `waiting`; everything else stays out of it. */
const waiting: KeysOnlyIndex = { name: 'waiting', partitionKey: 'waiting', sortKey: 'notBefore' };

/** One row per occurrence: the claim that makes a mail unique, and what became of it. */
export class SendLog extends EncryptedTable {
  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id, { ...props, indexes: [byRun, waiting], timeToLiveAttribute: 'expiresAt' });
  }

  /** Reads rows by their keys. */
  grantGetMany(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem']);
  }

  /** Writes a row per candidate, moves rows that are decided again, and finds the rows of a run that was held. */
  grantPlan(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem']);
    this.grantIndex(grantee, byRun);
  }

  /** Claims a planned row and records its outcome. Cannot make rows. */
  grantClaim(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem']);
  }

  /** Records what became of a mail. Cannot make rows. */
  grantFeedback(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'UpdateItem']);
  }

  /** Reads rows, lists those of a run or that wait, and writes down what a person decides, also before there is a row. */
  grantDecide(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem']);
    this.grantIndex(grantee, byRun);
    this.grantIndex(grantee, waiting);
  }

  /** Finds rows by run or among those that wait, and moves them. Cannot make rows. */
  grantSweep(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem']);
    this.grantIndex(grantee, byRun);
    this.grantIndex(grantee, waiting);
  }
}
