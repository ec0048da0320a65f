import { randomUUID } from 'node:crypto';
import { SecretsFailure } from './secrets-failure.ts';

/** A version of a secret's value. One without a stage is on its way out, and is kept here all the same. */
export interface SecretVersion {
  readonly id: string;
  readonly value: string;
  readonly createdAtMs: number;
  readonly stages: readonly string[];
}

type Versions = readonly SecretVersion[];

/** The versions after a new value has become the current one. */
export function withCurrent(versions: Versions, value: string, nowMs: number): Versions {
  return withPut(versions, { id: randomUUID(), value, stages: ['AWSCURRENT'] }, nowMs);
}

/** The versions after PutSecretValue. Putting the same again changes nothing. Throws SecretsFailure. */
export function withPut(
  versions: Versions,
  { id, value, stages }: Pick<SecretVersion, 'id' | 'value' | 'stages'>,
  nowMs: number,
): Versions {
  const same = versions.find((version) => version.id === id);
  if (same !== undefined && same.value !== value) {
    throw new SecretsFailure('ResourceExistsException', `A version ${id} with another value exists already.`);
  }
  if (same !== undefined) return versions;
  const before = versions.find((version) => version.stages.includes('AWSCURRENT'));
  const others = stages.reduce(withoutStage, versions);
  const added = [...others, { id, value, createdAtMs: nowMs, stages }];
  // Whatever is current leaves the label AWSPREVIOUS on what was current before.
  return before !== undefined && stages.includes('AWSCURRENT') ? moved(added, 'AWSPREVIOUS', before.id) : added;
}

/** The versions after UpdateSecretVersionStage. Throws SecretsFailure. */
export function withStageMoved(
  versions: Versions,
  stage: string,
  { toId, fromId }: { readonly toId?: string; readonly fromId?: string },
): Versions {
  const holder = versions.find(({ stages }) => stages.includes(stage));
  if (toId !== undefined && !versions.some(({ id }) => id === toId)) {
    throw new SecretsFailure('ResourceNotFoundException', `There is no version ${toId}.`);
  }
  if (holder !== undefined && holder.id !== toId && holder.id !== fromId) {
    throw new SecretsFailure(
      'InvalidParameterException',
      `The staging label ${stage} is attached to version ${holder.id}: name it in RemoveFromVersionId.`,
    );
  }
  if (toId === undefined) return withoutStage(versions, stage);
  const result = moved(versions, stage, toId);
  const leavesPrevious = stage === 'AWSCURRENT' && holder !== undefined && holder.id !== toId;
  return leavesPrevious ? moved(result, 'AWSPREVIOUS', holder.id) : result;
}

function withoutStage(versions: Versions, stage: string): Versions {
  return versions.map((version) => ({ ...version, stages: version.stages.filter((each) => each !== stage) }));
}

function moved(versions: Versions, stage: string, toId: string): Versions {
  return withoutStage(versions, stage).map((version) =>
    version.id === toId ? { ...version, stages: [...version.stages, stage] } : version,
  );
}
