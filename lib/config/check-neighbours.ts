import type { Deployment } from './deployment.ts';

/**
 * Throws an error that says what to change when two stages would get into each other's way in one account and Region.
 * An account or Region that is left open may be any.
 */
export function checkNeighbours(deployments: readonly Deployment[]): void {
  for (const [index, one] of deployments.entries()) {
    for (const other of deployments.slice(index + 1)) {
      const [name, otherName] = [one.stage.name, other.stage.name];
      if (name === otherName) throw new Error(`Two stages are called "${name}": their stacks would be the same.`);
      if (mayMeet(one, other) && one.mailDomain.toLowerCase() === other.mailDomain.toLowerCase()) {
        throw new Error(
          `The stages "${name}" and "${otherName}" have the same mailDomain (${one.mailDomain}). SES verifies a domain once in an account and Region: give each stage a subdomain of its own, or pin account and region where they differ.`,
        );
      }
    }
  }
}

function mayMeet(one: Deployment, other: Deployment): boolean {
  const mayBeSame = (a: string | undefined, b: string | undefined) => a === undefined || b === undefined || a === b;
  return mayBeSame(one.account, other.account) && mayBeSame(one.region, other.region);
}
