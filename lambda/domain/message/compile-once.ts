import type { CampaignVersion } from '../campaign/campaign.ts';
import { type CompiledMessage, compileMessage } from './compile-message.ts';

/** Compiles each version once and keeps it: a container compiles per version, never per mail. */
export function compileOnce(
  compile: typeof compileMessage = compileMessage,
): (version: CampaignVersion) => CompiledMessage {
  const compiled = new Map<string, CompiledMessage>();
  return (version) => {
    const name = `${version.campaign.id}#${version.version}`;
    const known = compiled.get(name) ?? compile(version);
    compiled.set(name, known);
    return known;
  };
}
