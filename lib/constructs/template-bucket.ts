import { Duration, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Deployment } from '../config/deployment.ts';
import { acknowledgeWildcard } from './acknowledge-wildcard.ts';
import type { DataKey } from './data-key.ts';
import { keptInProduction } from './removal.ts';

const privateBucket = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
};

export interface TemplateBucketProps {
  readonly deployment: Deployment;
  readonly dataKey: DataKey;
}

/**
 * Where people drop files: `campaigns/`, `partials/` and `imports/`; `import-errors/` is the answer to the last.
 * Its changes go to the account's default event bus.
 */
export class TemplateBucket extends Construct {
  readonly bucket: Bucket;
  readonly #dataKey: DataKey;

  constructor(scope: Construct, id: string, { deployment, dataKey }: TemplateBucketProps) {
    super(scope, id);
    this.#dataKey = dataKey;
    const removalPolicy = keptInProduction(deployment);
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...privateBucket,
      // S3 writes access logs under no other key than its own.
      encryption: BucketEncryption.S3_MANAGED,
      removalPolicy,
      lifecycleRules: [{ expiration: Duration.days(365) }],
    });
    this.bucket = new Bucket(this, 'Bucket', {
      ...privateBucket,
      encryption: BucketEncryption.KMS,
      encryptionKey: dataKey.key,
      bucketKeyEnabled: true,
      versioned: true,
      removalPolicy,
      lifecycleRules: [
        { noncurrentVersionExpiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(7) },
        // Customer files are copies of what is in the table by then.
        ...['imports/', 'import-errors/'].map((prefix) => ({
          prefix,
          expiration: Duration.days(30),
          noncurrentVersionExpiration: Duration.days(1),
        })),
      ],
    });
    const { defaultChild } = this.bucket.node;
    if (!(defaultChild instanceof CfnBucket)) throw new Error('A Bucket without its CfnBucket');
    defaultChild.loggingConfiguration = { destinationBucketName: accessLogs.bucketName };
    this.#letLogsIn(accessLogs);
    // `eventBridgeEnabled` of the Bucket would do this with a custom resource: one more function with one more role.
    defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }

  /** The bucket's name, as functions are told it. */
  get bucketName(): string {
    return this.bucket.bucketName;
  }

  /** Reads campaign files and partials, whichever there are. */
  grantReadTemplates(grantee: IGrantable & Construct): void {
    this.#grantList(grantee);
    this.#dataKey.grantReadFiles(grantee);
    this.#grantObjects(grantee, 's3:GetObject', 'campaigns/', 'publish reads every campaign file, whatever its name.');
    this.#grantObjects(grantee, 's3:GetObject', 'partials/', 'publish reads every partial, whatever its name.');
  }

  /** Reads uploaded record files and answers with a list of the rows that were wrong. */
  grantImport(grantee: IGrantable & Construct): void {
    this.#grantList(grantee);
    this.#dataKey.grantReadFiles(grantee);
    this.#dataKey.grantWriteFiles(grantee);
    this.#grantObjects(grantee, 's3:GetObject', 'imports/', 'Uploaded files have names of their own.');
    this.#grantObjects(grantee, 's3:PutObject', 'import-errors/', 'Each uploaded file has an error list of its own.');
  }

  /** Puts files to import under `imports/api/`, and reads none. */
  grantDropUploads(grantee: IGrantable & Construct): void {
    this.#dataKey.grantWriteFiles(grantee);
    this.#grantObjects(grantee, 's3:PutObject', 'imports/api/', 'Each file that is posted has a key of its own.');
  }

  // Also for those who never list: S3 tells only them that a file is gone, and "access denied" to others. A condition
  // on s3:prefix would take that away again.
  #grantList(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['s3:ListBucket'], resourceArns: [this.bucket.bucketArn] });
  }

  // Not the Bucket's own `serverAccessLogsBucket`: its type does not fit exactOptionalPropertyTypes.
  #letLogsIn(accessLogs: Bucket): void {
    accessLogs.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [accessLogs.arnForObjects('*')],
        conditions: {
          ArnLike: { 'aws:SourceArn': this.bucket.bucketArn },
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
        },
      }),
    );
  }

  #grantObjects(grantee: IGrantable & Construct, action: string, prefix: string, reason: string): void {
    const resourceArn = this.bucket.arnForObjects(`${prefix}*`);
    Grant.addToPrincipal({ grantee, actions: [action], resourceArns: [resourceArn] });
    acknowledgeWildcard(grantee, resourceArn, reason);
  }
}
