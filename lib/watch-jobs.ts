import type { CampaignSchedules } from './constructs/campaign-schedules.ts';
import type { ColleagueSchedules } from './constructs/colleague-schedules.ts';
import type { JobFunction } from './constructs/job-function.ts';
import type { OperatorAlarms } from './constructs/operator-alarms.ts';
import type { PagesApi } from './constructs/pages-api.ts';
import type { SweepSchedule } from './constructs/sweep-schedule.ts';
import type { WorkQueues } from './constructs/work-queues.ts';
import type { Job } from './jobs/job.ts';

export interface Watched {
  readonly jobs: { readonly [J in Job]: JobFunction<J> };
  readonly queues: WorkQueues;
  readonly schedules: CampaignSchedules;
  readonly colleagueSchedules: ColleagueSchedules;
  readonly sweepSchedule: SweepSchedule;
  readonly pagesApi: PagesApi;
}

/** Puts an alarm on every dead-letter queue, every function's errors, error pages, a sweep that does not run, and what sweep finds. */
export function watchJobs(alarms: OperatorAlarms, watched: Watched): void {
  const { jobs, queues, schedules, colleagueSchedules, sweepSchedule, pagesApi } = watched;
  alarms.watchDeadLetters('Publish', queues.publish.deadLetters, {
    impact: 'A changed campaign file was not looked at. What was live before stays live; the marketer got no answer.',
    runbook: 'publish-dead-letters',
  });
  alarms.watchDeadLetters('Plan', queues.plan.deadLetters, {
    impact: 'Part of a run was not planned: some customers will not get the mail that is due today.',
    runbook: 'plan-dead-letters',
  });
  alarms.watchDeadLetters('Send', queues.send.deadLetters, {
    impact: 'Planned mails could not be sent. Sweep offers them again until they expire.',
    runbook: 'send-dead-letters',
  });
  alarms.watchDeadLetters('Notice', queues.notice.deadLetters, {
    impact: 'Colleagues were not told in Teams. Mails are not affected.',
    runbook: 'notice-dead-letters',
  });
  alarms.watchDeadLetters('Import', queues.import.deadLetters, {
    impact: 'An uploaded file was not imported, or only in part. Mails go by the records as they were.',
    runbook: 'import-dead-letters',
  });
  alarms.watchDeadLetters('Feedback', queues.feedback.deadLetters, {
    impact: 'Bounces or complaints were not recorded: addresses that should be left alone may be mailed again.',
    runbook: 'feedback-dead-letters',
  });
  alarms.watchDeadLetters('Events', queues.events.deadLetters, {
    impact:
      'An event of another system was not taken in: a record is older than that system believes, or a mail does not go out.',
    runbook: 'events-dead-letters',
  });
  alarms.watchDeadLetters('Schedule', schedules.deadLetters, {
    impact: 'A campaign was due to start and did not: nobody was planned for it.',
    runbook: 'schedule-dead-letters',
  });
  alarms.watchDeadLetters('Digest', colleagueSchedules.digest.deadLetters, {
    impact: "This morning's digest was not written: owners do not know what goes out today. Mails are not affected.",
    runbook: 'digest-dead-letters',
  });
  alarms.watchDeadLetters('Heartbeat', colleagueSchedules.heartbeat.deadLetters, {
    impact: 'Nobody was asked this week whether Teams cards arrive: a dead webhook would go unnoticed.',
    runbook: 'heartbeat-dead-letters',
  });
  alarms.watchDeadLetters('Sweep', sweepSchedule.deadLetters, {
    impact: 'A sweep failed. Waiting mails go out later; if the next one fails too, they expire.',
    runbook: 'sweep-dead-letters',
  });

  alarms.watchErrors('Publish', jobs.publish, {
    impact: 'Campaign files cannot be published for now; what was live stays live. It is tried again.',
    runbook: 'publish-errors',
  });
  alarms.watchErrors('Plan', jobs.plan, {
    impact: 'A run is held up: mails due today may be late. It is tried again.',
    runbook: 'plan-errors',
  });
  alarms.watchErrors('Send', jobs.send, {
    impact: 'Mails are held up. No mail goes out twice; what is unclear is marked uncertain in the send log.',
    runbook: 'send-errors',
  });
  alarms.watchErrors('Notify', jobs.notify, {
    impact: 'Teams cards are held up. Mails are not affected. It is tried again.',
    runbook: 'notify-errors',
  });
  alarms.watchErrors('Import', jobs.import, {
    impact: 'An upload is held up; records may be half old, half new until it is tried again.',
    runbook: 'import-errors',
  });
  alarms.watchErrors('Sweep', jobs.sweep, {
    impact: 'Waiting mails are not offered again until a sweep succeeds.',
    runbook: 'sweep-errors',
  });
  alarms.watchErrors('Pages', jobs.pages, {
    impact: 'The pages behind the links in mails crash or take too long: nobody can unsubscribe for now.',
    runbook: 'pages-errors',
  });
  alarms.watchErrors('Api', jobs.api, {
    impact: 'Events and files that systems post are not taken in for now. A sender that tries again loses nothing.',
    runbook: 'api-errors',
  });
  alarms.watchErrors('Feedback', jobs.feedback, {
    impact: 'Bounces and complaints are recorded late, and those addresses may be mailed meanwhile. It is tried again.',
    runbook: 'feedback-errors',
  });
  alarms.watchErrors('Intake', jobs.intake, {
    impact: "Other systems' events are taken in late. It is tried again.",
    runbook: 'intake-errors',
  });
  alarms.watchErrors('Rotate', jobs.rotate, {
    impact: 'Links go on being signed with the old key. All links work; the key just gets older.',
    runbook: 'rotate-errors',
  });
  alarms.watchErrorPages('Pages', pagesApi, {
    impact:
      'Somebody clicked a link in a mail, perhaps to unsubscribe, and got an error, or a system that posted did. The law gives little time here.',
    runbook: 'error-pages',
  });
  alarms.watchSilence('Sweep', jobs.sweep, {
    impact:
      'Sweep has not run for 15 minutes: waiting mails do not go out, and missed runs, a closed mail gate and mails of unknown outcome are not reported.',
    runbook: 'sweep-silent',
  });
  alarms.watchEvent('RunMissed', jobs.sweep, 'run-missed', {
    impact:
      'A campaign that should have run today did not begin by itself. Sweep starts it again; its mails are at least half an hour late.',
    runbook: 'run-missed',
  });
  alarms.watchEvent('RunUnfinished', jobs.sweep, 'run-unfinished', {
    impact:
      'A run has mails left an hour after it began: customers get them late, or not at all once they have expired.',
    runbook: 'run-unfinished',
  });
  alarms.watchEvent('MailGateClosed', jobs.sweep, 'gate-closed', {
    impact:
      'No mail leaves the account: SES would refuse it. All mails wait, none is lost; those that grow too old expire.',
    runbook: 'mail-gate-closed',
  });
}
