import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';
import type { DataKey } from './data-key.ts';
import { keptInProduction } from './removal.ts';

/** An index over two text attributes that projects keys only. Sparse: items without the attributes are not in it. */
export interface KeysOnlyIndex {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

export interface TableProps {
  readonly deployment: Deployment;
  readonly dataKey: DataKey;
}

export interface EncryptedTableProps extends TableProps {
  readonly indexes?: readonly KeysOnlyIndex[];
  /** Attribute with the epoch second after which DynamoDB may delete an item. @default items stay */
  readonly timeToLiveAttribute?: string;
}

/** DynamoDB actions of the daily path. There is no Scan, so that nothing can grow with the number of customers. */
export type ReadAction = 'GetItem' | 'BatchGetItem' | 'Query';
export type WriteAction = 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem';

/** A table with `pk` and `sk`: on-demand, recoverable to any second of the last 35 days, under the stage's own key. */
export class EncryptedTable extends Construct {
  readonly table: Table;
  readonly #dataKey: DataKey;

  constructor(scope: Construct, id: string, props: EncryptedTableProps) {
    super(scope, id);
    const { deployment, dataKey, indexes = [], timeToLiveAttribute } = props;
    this.#dataKey = dataKey;
    // Not TableV2: with a customer-managed key it needs a Region at synth, and stages are Region agnostic.
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: dataKey.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: deployment.production,
      removalPolicy: keptInProduction(deployment),
      ...(timeToLiveAttribute === undefined ? {} : { timeToLiveAttribute }),
    });
    for (const { name, partitionKey, sortKey } of indexes) {
      this.table.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: { name: partitionKey, type: AttributeType.STRING },
        sortKey: { name: sortKey, type: AttributeType.STRING },
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
  }

  /** The table's name, as functions are told it. */
  get tableName(): string {
    return this.table.tableName;
  }

  /**
   * Exactly these actions on the table's items, and what they need of the key. `partitions` are patterns of `pk`;
   * `attributes` all that a request may name, those of the key and of its condition included.
   * @default any `pk`, any attribute
   */
  protected grantItems(
    grantee: IGrantable,
    actions: readonly (ReadAction | WriteAction)[],
    partitions?: readonly string[],
    attributes?: readonly string[],
  ): void {
    this.#grant(grantee, actions, this.table.tableArn, partitions, attributes);
    const writes = actions.some((action) => !['GetItem', 'BatchGetItem', 'Query'].includes(action));
    if (writes) this.#dataKey.grantWriteItems(grantee);
    else this.#dataKey.grantReadItems(grantee);
  }

  /**
   * Queries of one index, which answers with keys only. `partitions` are patterns of the index's own partition key.
   * @default any
   */
  protected grantIndex(grantee: IGrantable, index: KeysOnlyIndex, partitions?: readonly string[]): void {
    this.#grant(grantee, ['Query'], `${this.table.tableArn}/index/${index.name}`, partitions);
    this.#dataKey.grantReadItems(grantee);
  }

  #grant(
    grantee: IGrantable,
    actions: readonly string[],
    resourceArn: string,
    partitions?: readonly string[],
    attributes?: readonly string[],
  ): void {
    const conditions = {
      ...(partitions && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } }),
      // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
      ...(attributes && { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes } }),
    };
    Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `dynamodb:${action}`),
      resourceArns: [resourceArn],
      ...(Object.keys(conditions).length > 0 && { conditions }),
    });
  }
}
