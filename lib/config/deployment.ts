import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';

/** One deployed stage: what its functions know (`stage`) and what only the infrastructure needs. */
export interface Deployment {
  readonly stage: StageConfig;
  /** The domain verified with SES. Every mail's `From` is an address of it. */
  readonly mailDomain: string;
  /** Keeps tables, keys, secrets, bucket and logs when a stack is deleted, and protects the tables from deletion. */
  readonly production: boolean;
  /** How long the functions' logs are kept, in days. */
  readonly logRetentionDays: RetentionDays;
  /** Further AWS accounts (12 digits) whose systems may put events on the stage's bus. @default none: those of its own account */
  readonly eventSources?: readonly string[];
  /** AWS account. @default that of the credentials used to deploy */
  readonly account?: string;
  /** AWS Region. @default that of the credentials used to deploy */
  readonly region?: string;
}
