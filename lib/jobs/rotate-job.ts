import type { Construct } from 'constructs';
import { JobFunction, type JobSettings } from '../constructs/job-function.ts';
import type { DataStack } from '../data-stack.ts';

export interface RotateJobProps extends JobSettings {
  readonly data: Pick<DataStack, 'secrets'>;
}

/** Puts a new key in front of those that sign links. */
export class RotateJob extends JobFunction<'rotate'> {
  constructor(scope: Construct, id: string, props: RotateJobProps) {
    const { linkKey } = props.data.secrets;
    super(scope, id, {
      ...props,
      job: 'rotate',
      description: 'puts a new key in front of those that sign links',
      environment: { LINK_KEY_SECRET: linkKey.arn },
    });
    linkKey.grantRotate(this);
  }
}
