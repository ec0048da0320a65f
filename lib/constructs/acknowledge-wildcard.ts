import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** Accepts one resource with `*` in the policies of a construct; any other one still is a finding. */
export function acknowledgeWildcard(construct: IConstruct, resourceArn: string, reason: string): void {
  // cdk-nag names the finding by the resolved ARN, and CDK knows what a reference to the other stack resolves to
  // only when it validates.
  construct.node.addValidation({
    validate: () => {
      const resource = findingText(Stack.of(construct).resolve(resourceArn));
      acknowledge(construct, `IAM5[Resource::${resource}]`, reason);
      return [];
    },
  });
}

// The way cdk-nag writes intrinsic functions in the names of its findings.
function findingText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const [[name, argument] = []] = Object.entries(value);
  const parts: unknown[] = Array.isArray(argument) ? argument : [argument];
  switch (name) {
    case 'Fn::Join': {
      const [delimiter, items] = parts;
      return (Array.isArray(items) ? items : []).map(findingText).join(findingText(delimiter));
    }
    case 'Fn::GetAtt':
      return `<${parts.map(findingText).join('.')}>`;
    case 'Fn::ImportValue':
      return findingText(argument);
    case 'Ref':
      return `<${findingText(argument)}>`;
    default:
      throw new Error(`How cdk-nag writes ${name} is not known here.`);
  }
}
