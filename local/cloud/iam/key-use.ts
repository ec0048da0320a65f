/** What a call on encrypted data needs of its key, in the caller's name. */
export interface KeyUse {
  readonly actions: readonly string[];
  /** The service that calls KMS, as kms:ViaService has it, without the region. */
  readonly service: string;
}

const reads = ['kms:Decrypt'];
const writes = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];
const uses: Readonly<Record<string, readonly string[]>> = {
  // DynamoDB caches table keys and asks KMS in the name of whoever comes next, so every caller must be allowed to.
  // Writers are asked for what Table.grantWriteData() gives; ReEncrypt and DescribeKey serve administration.
  'dynamodb:BatchGetItem': reads,
  'dynamodb:BatchWriteItem': writes,
  'dynamodb:ConditionCheckItem': reads,
  'dynamodb:DeleteItem': writes,
  'dynamodb:GetItem': reads,
  'dynamodb:PutItem': writes,
  'dynamodb:Query': reads,
  'dynamodb:Scan': reads,
  'dynamodb:UpdateItem': writes,
  's3:GetObject': reads,
  's3:PutObject': ['kms:GenerateDataKey'],
  'secretsmanager:GetSecretValue': reads,
  'sqs:ReceiveMessage': reads,
  // docs.aws.amazon.com/AWSSimpleQueueService, "Key management": producers need both.
  'sqs:SendMessage': ['kms:GenerateDataKey', 'kms:Decrypt'],
};

/** What an action on a resource under a customer-managed key needs besides its own permission. */
export function keyUseOf(action: string): KeyUse {
  return { actions: uses[action] ?? [], service: action.slice(0, action.indexOf(':')) };
}
