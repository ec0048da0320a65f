import type { Construct } from 'constructs';
import { EncryptedTable, type TableProps } from './encrypted-table.ts';

/** The SES gate, the quota as last read, and the senders' rate leases, which expire. */
export class Control extends EncryptedTable {
  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id, { ...props, timeToLiveAttribute: 'expiresAt' });
  }
}
