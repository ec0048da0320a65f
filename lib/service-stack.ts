import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { environmentOf } from './config/environment-of.ts';
import { CampaignSchedules } from './constructs/campaign-schedules.ts';
import { ColleagueSchedules } from './constructs/colleague-schedules.ts';
import { FileEvents } from './constructs/file-events.ts';
import { InboundEvents } from './constructs/inbound-events.ts';
import type { JobSettings } from './constructs/job-function.ts';
import { LinkKeyRotation } from './constructs/link-key-rotation.ts';
import { MailEvents } from './constructs/mail-events.ts';
import { OperatorAlarms } from './constructs/operator-alarms.ts';
import { PagesApi } from './constructs/pages-api.ts';
import { SweepSchedule } from './constructs/sweep-schedule.ts';
import { WorkQueues } from './constructs/work-queues.ts';
import type { DataStack } from './data-stack.ts';
import { ApiJob } from './jobs/api-job.ts';
import { FeedbackJob } from './jobs/feedback-job.ts';
import { ImportJob } from './jobs/import-job.ts';
import { IntakeJob } from './jobs/intake-job.ts';
import { NotifyJob } from './jobs/notify-job.ts';
import { PagesJob } from './jobs/pages-job.ts';
import { PlanJob } from './jobs/plan-job.ts';
import { PublishJob } from './jobs/publish-job.ts';
import { RotateJob } from './jobs/rotate-job.ts';
import { SendJob } from './jobs/send-job.ts';
import { SweepJob } from './jobs/sweep-job.ts';
import { watchJobs } from './watch-jobs.ts';

export interface ServiceStackProps extends JobSettings {
  readonly data: DataStack;
}

/** What does the work and can be thrown away and built again: functions, queues, rules and alarms. */
export class ServiceStack extends Stack {
  constructor(app: App, id: string, { data, deployment, codeOf }: ServiceStackProps) {
    super(app, id, {
      description: `Fushime ${deployment.stage.name}: functions, queues and alarms`,
      env: environmentOf(deployment),
    });
    const queues = new WorkQueues(this, 'Queues');
    const schedules = new CampaignSchedules(this, 'Schedules', { group: data.scheduleGroup, planQueue: queues.plan });
    const settings = { deployment, codeOf, data, queues, schedules };

    const publish = new PublishJob(this, 'Publish', settings);
    const plan = new PlanJob(this, 'Plan', settings);
    const pages = new PagesJob(this, 'Pages', settings);
    const api = new ApiJob(this, 'Api', settings);
    const pagesApi = new PagesApi(this, 'PagesApi', { deployment, pages, api });
    const send = new SendJob(this, 'Send', { ...settings, pages: pagesApi });
    const notify = new NotifyJob(this, 'Notify', { ...settings, pages: pagesApi });
    const importJob = new ImportJob(this, 'Import', settings);
    const sweep = new SweepJob(this, 'Sweep', settings);
    const feedback = new FeedbackJob(this, 'Feedback', settings);
    const rotate = new RotateJob(this, 'Rotate', settings);
    const intake = new IntakeJob(this, 'Intake', settings);

    new FileEvents(this, 'TemplateChanges', {
      description: 'A campaign file or partial changed: publish',
      templates: data.templates,
      prefixes: ['campaigns/', 'partials/'],
      on: ['Object Created', 'Object Deleted'],
      queue: queues.publish,
    });
    new FileEvents(this, 'Uploads', {
      description: 'A file of records was uploaded: import',
      templates: data.templates,
      prefixes: ['imports/'],
      on: ['Object Created'],
      queue: queues.import,
    });
    new MailEvents(this, 'MailEvents', { mail: data.mail, queue: queues.feedback });
    new InboundEvents(this, 'InboundEvents', { bus: data.events, queue: queues.events });
    new LinkKeyRotation(this, 'LinkKeyRotation', { linkKey: data.secrets.linkKey, rotate });
    const colleagueSchedules = new ColleagueSchedules(this, 'ColleagueSchedules', {
      deployment,
      group: data.scheduleGroup,
      queues,
    });
    const sweepSchedule = new SweepSchedule(this, 'SweepSchedule', { group: data.scheduleGroup, sweep });

    watchJobs(new OperatorAlarms(this, 'Alarms', deployment), {
      jobs: { publish, plan, send, notify, import: importJob, sweep, pages, feedback, rotate, intake, api },
      queues,
      schedules,
      colleagueSchedules,
      sweepSchedule,
      pagesApi,
    });
    this.#output('PlanQueueUrl', queues.plan.url, 'Starts runs and decides again');
    this.#output('SendQueueUrl', queues.send.url, 'Planned mails');
    this.#output('NoticeQueueUrl', queues.notice.url, 'What colleagues are told');
    this.#output('ImportQueueUrl', queues.import.url, 'Uploaded files, and what people decide of them');
    this.#output('PagesUrl', pagesApi.url, 'The pages behind the links in mails and cards');
  }

  #output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
