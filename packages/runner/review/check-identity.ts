import { sha256 } from '@konduct/core/value/digest';
import { shorten } from '@konduct/core/value/visible';
import { type CommentDirectory, directoryParts, type PlanScope, scopeParts } from '../comment/marker.ts';

/** The most characters of the name of a check run. */
const longestName = 200;

/** `Konduct / acme`; for a plan of a part, or of another directory, with that: `Konduct / acme (environment, dev)`. */
export function checkName(organization: string, scope: PlanScope): string {
  const parts = scopeParts(scope);
  return shorten(`Konduct / ${organization}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`, longestName);
}

/**
 * The `external_id` of a check run: the same for the same organization, directory and part, so that a run finds the check
 * run of the one before, and jobs of one matrix do not overwrite each other's.
 */
export function checkIdentity(organization: string, scope: PlanScope): string {
  return `${identityStart(organization, scope)}${short(scopeParts(scope))}`;
}

/** Whether a check run is about some part of an organization in a directory. */
export function isAbout(identity: string, organization: string, directory: CommentDirectory): boolean {
  return identity.startsWith(identityStart(organization, directory));
}

function identityStart(organization: string, directory: CommentDirectory): string {
  return `konduct-plan:${encodeURIComponent(organization)}:${short(directoryParts(directory))}:`;
}

function short(parts: readonly string[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 16);
}
