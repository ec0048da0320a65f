import { sendLogDays, shortestSendLogDays } from '../../lambda/domain/privacy/retention-days.ts';
import { checkRecordModel } from '../../lambda/domain/records/check-record-model.ts';
import type { Deployment } from './deployment.ts';

/** Throws an error that says what to change when a deployment contradicts itself or cannot be deployed. */
export function checkDeployment({ stage, mailDomain, eventSources = [] }: Deployment): void {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage.name)) {
    throw new Error(
      `Stage name "${stage.name}": use a letter, then up to 19 lower-case letters, digits or hyphens. It becomes part of the stack names.`,
    );
  }
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(stage.digestAt)) {
    throw new Error(`Stage "${stage.name}": digestAt (${stage.digestAt}) must be a time from 00:00 to 23:59.`);
  }
  const { sendShare = 1 } = stage;
  if (!(sendShare > 0 && sendShare <= 1)) {
    throw new Error(
      `Stage "${stage.name}": sendShare (${sendShare}) must be above 0 and at most 1, and those of an account's stages at most 1 together.`,
    );
  }
  const wrong = Object.entries(stage.brake ?? {}).find(([, value]) => !(value >= 1));
  if (wrong !== undefined) {
    throw new Error(`Stage "${stage.name}": brake.${wrong[0]} (${wrong[1]}) must be at least 1.`);
  }
  const { atLeast = 1, ...shares } = stage.importGuard ?? {};
  const wrongShare = Object.entries(shares).find(([, share]) => !(share >= 0 && share <= 1));
  if (wrongShare !== undefined) {
    throw new Error(
      `Stage "${stage.name}": importGuard.${wrongShare[0]} (${wrongShare[1]}) must be from 0 to 1: 2 % is 0.02; 1 holds nothing.`,
    );
  }
  if (!(atLeast >= 1)) {
    throw new Error(`Stage "${stage.name}": importGuard.atLeast (${atLeast}) must be at least 1.`);
  }
  const { sendLogDays: days = sendLogDays } = stage.retention ?? {};
  if (!(days >= shortestSendLogDays)) {
    throw new Error(
      `Stage "${stage.name}": retention.sendLogDays (${days}) must be at least ${shortestSendLogDays}, or yearly mails would be sent again.`,
    );
  }
  const noAccount = eventSources.find((account) => !/^\d{12}$/.test(account));
  if (noAccount !== undefined) {
    throw new Error(`Stage "${stage.name}": eventSources (${noAccount}) must be AWS account ids of 12 digits.`);
  }
  if (!stage.sender.email.toLowerCase().endsWith(`@${mailDomain.toLowerCase()}`)) {
    throw new Error(
      `Stage "${stage.name}": sender.email (${stage.sender.email}) must be an address of mailDomain (${mailDomain}), or SES refuses every mail.`,
    );
  }
  const model = checkRecordModel(stage.recordModel);
  if (model.length > 0) throw new Error([`Stage "${stage.name}": recordModel:`, ...model].join('\n  '));
}
