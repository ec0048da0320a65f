import { z } from 'zod';

const told = z.string().min(1);

const resourcesSchema = z.object({
  CustomersTable: told,
  RefusalsTable: told,
  CampaignsTable: told,
  SendLogTable: told,
  ControlTable: told,
  PlanQueueUrl: told,
  SendQueueUrl: told,
  NoticeQueueUrl: told,
  ImportQueueUrl: told,
  AddressKeySecret: told,
  LinkKeySecret: told,
  ApiKeysSecret: told,
  TeamsSecret: told,
  PagesUrl: told,
  TemplateBucket: told,
});

/** Names, URLs and ARNs of a stage's resources, under the keys of its stacks' outputs. */
export type StageResources = Readonly<z.output<typeof resourcesSchema>>;

/** The keys of the outputs that a stage must tell. */
export const resourceNames: readonly string[] = Object.keys(resourcesSchema.shape);

/** A stage's resources out of what it tells by name, or the names of those that are missing. */
export function readResources(
  values: Readonly<Record<string, string | undefined>>,
): { readonly resources: StageResources } | { readonly missing: readonly string[] } {
  const read = resourcesSchema.safeParse(values);
  if (read.success) return { resources: read.data };
  return { missing: read.error.issues.map(({ path }) => path.join('.')) };
}
