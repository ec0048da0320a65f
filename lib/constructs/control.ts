import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { EncryptedTable, type TableProps } from './encrypted-table.ts';

/** Where the questions whether cards arrive are. */
const heartbeats = ['heartbeat'];
/** Where the line of mails, the account's quota and the gate are. */
const sending = ['sending'];
/** Where it is noted what people have been told once. */
const told = ['told'];

/** Where it is noted how late the latest event about each record was. */
const eventTimes = ['event-times#*'];

/** Where it is noted how far each uploaded file has come. */
const uploads = ['upload'];

/** Where it is noted what was answered under idempotency keys. */
const idempotency = ['idempotency'];

/** What the functions tell each other about the stage itself: the line of mails, quota and gate; what people were asked and told. */
export class Control extends EncryptedTable {
  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id, { ...props, timeToLiveAttribute: 'expiresAt' });
  }

  /** Notes that somebody was asked whether cards arrive. */
  grantAsk(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'PutItem'], heartbeats);
  }

  /** Notes that somebody answered. */
  grantAnswer(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'UpdateItem'], heartbeats);
  }

  /** Finds what nobody answered, and notes that it was reported. */
  grantReport(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'Query', 'UpdateItem'], heartbeats);
  }

  /** Notes how far uploaded files have come. */
  grantNoteUploads(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'Query', 'UpdateItem'], uploads);
  }

  /** Looks at an uploaded file that waits, and notes what a person decided of it; of an upload it can write nothing else. */
  grantDecideUploads(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'Query'], uploads);
    this.grantItems(grantee, ['UpdateItem'], uploads, ['pk', 'sk', 'waits', 'decision']);
  }

  /** Gives mails their turns, within what the account may send. */
  grantTurns(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'UpdateItem'], sending);
  }

  /** Keeps the quota as read, and opens and closes the gate. */
  grantGate(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'PutItem', 'UpdateItem'], sending);
  }

  /** Looks up and notes when the latest events about records were. */
  grantOrderEvents(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'UpdateItem'], eventTimes);
  }

  /** Takes idempotency keys and notes what was answered. */
  grantAnswerOnce(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'PutItem', 'UpdateItem'], idempotency);
  }

  /** Looks up and notes what people have been told. */
  grantTellOnce(grantee: IGrantable): void {
    this.grantItems(grantee, ['GetItem', 'PutItem'], told);
  }
}
