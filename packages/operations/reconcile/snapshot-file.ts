import path from 'node:path';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { ObservedPlan } from '@konduct/core/policy/policed-plan';
import { collectionKey, type Provider } from '@konduct/core/provider/provider';
import { shownDigits } from '@konduct/core/report/remarks';
import type { RunReport } from '@konduct/core/run/reconciliation';
import { addressesIn } from '@konduct/core/snapshot/addresses';
import { completeObservation, regionsSeen } from '@konduct/core/snapshot/completion';
import { keptOrganization } from '@konduct/core/snapshot/kept';
import {
  type KeptOrganization,
  renderSnapshot,
  snapshotFormat,
  snapshotSchemaId,
  withDigest,
} from '@konduct/core/snapshot/snapshot';
import { count } from '@konduct/core/value/count';
import { organizationId } from '@konduct/konnect/organization-id';
import type { RetryPolicy } from '@konduct/konnect/retry';
import type { Configuration } from '../configuration.ts';
import type { KnownSecrets } from '../known-secrets.ts';
import type { ReconcileOptions, RunContext } from '../options.ts';
import { showPath, sizeLimits, textFilesAround } from '../text-file.ts';
import { version } from '../version.ts';
import { writeInPlace } from '../write-in-place.ts';
import { commitOf, type RunCommit } from './commit.ts';
import type { OpenedOrganization } from './opened-organization.ts';
import { refuseFolder } from './saved-plan.ts';
import { kinds, settingsFor } from './settings.ts';

/** The file that a run writes a snapshot to. */
export interface SnapshotTarget {
  readonly absolute: string;
  /** Its path in messages. */
  readonly shown: string;
}

/** What a run saw of an organization at its end, and the way to see more of it. */
export interface SeenOrganization {
  readonly planned: ObservedPlan;
  readonly provider: Provider;
}

/** What a run has for writing a snapshot. */
export interface Keeping {
  readonly options: ReconcileOptions;
  readonly runContext: RunContext;
  readonly configuration: Pick<Configuration, 'documents' | 'inputs'>;
  readonly secrets: Pick<KnownSecrets, 'clean'>;
  readonly retry: RetryPolicy;
}

const example = 'konnect-snapshot.json';

/**
 * The file for a snapshot; undefined for a run that writes none.
 *
 * @throws UserError for a mode that has none, and where the snapshot would be written over another file
 */
export function snapshotTarget(options: ReconcileOptions): SnapshotTarget | undefined {
  const { snapshotFile, mode, workspace } = options;
  if (snapshotFile === undefined) return undefined;
  if (mode !== 'plan' && mode !== 'apply')
    throw refused(`${inputWords('snapshot-file')} has no meaning with mode ${mode}`, {
      cause: 'Only plan and apply see what later plans need',
      fix: 'Leave it out.',
    });
  const root = path.resolve(workspace);
  const absolute = path.resolve(root, snapshotFile);
  const shown = showPath(absolute, root);
  refuseFolder(absolute, shown, options, { input: 'snapshot-file', example });
  const { files, relative } = textFilesAround(absolute, root);
  const there = files.read(relative, sizeLimits.snapshot);
  if (there.type === 'refused' || (there.type === 'file' && !isSnapshotFile(there.file.text)))
    throw refused(`${inputWords('snapshot-file')} ${shown} is another file, which stays as it is`, {
      cause: 'A snapshot is written over an earlier snapshot and over nothing else',
      fix: `Name a file that does not exist, such as ${example}.`,
    });
  return { absolute, shown };
}

/** Whether a file may be written over: an empty one, or an earlier snapshot. */
function isSnapshotFile(text: string): boolean {
  return text.trim() === '' || /^\{\s*"\$schema": "[^"]*\/snapshot\.schema\.json"/.test(text);
}

/**
 * Writes a snapshot of what a run saw at its end. Reads the lists that later plans may need and this run did not.
 *
 * @returns what the report of the run says about it
 */
export async function saveSnapshot(
  target: SnapshotTarget,
  opened: readonly OpenedOrganization[],
  seen: ReadonlyMap<string, SeenOrganization>,
  keeping: Keeping,
): Promise<Pick<RunReport, 'diagnostics' | 'snapshotFile'>> {
  const parts: KeptOrganization[] = [];
  const missing: string[] = [];
  let reads = 0;
  for (const organization of opened) {
    const { name } = organization.organization;
    const found = seen.get(name);
    const kept = found && 'client' in organization ? await keptPart(organization, found, keeping) : undefined;
    if (!kept) missing.push(name);
    else {
      parts.push(kept.part);
      reads += kept.reads;
    }
  }
  const diagnostics: Diagnostic[] = missing.map((name) =>
    finding('snapshot-partial', `The snapshot does not have organization ${name}`, undefined, {
      severity: 'warning',
      cause: 'The run did not see it at its end, or Konnect does not say which organization it is',
      fix: 'Mend what the errors say, and run again.',
    }),
  );
  if (parts.length === 0) return { diagnostics };
  const { options, runContext, configuration } = keeping;
  const about = await commitOf(options, configuration.inputs, runContext);
  const isWhole = about?.uncommitted.length === 0;
  const content = {
    $schema: snapshotSchemaId,
    format: snapshotFormat,
    konduct: version,
    taken: `${new Date().toISOString().slice(0, 19)}Z`,
    ...(isWhole ? { commit: about.commit } : {}),
    organizations: parts,
  };
  writeInPlace(target.absolute, target.shown, renderSnapshot(withDigest(content)));
  if (about && !isWhole) diagnostics.push(uncommitted(about));
  return { diagnostics, snapshotFile: { path: target.shown, reads } };
}

/** The note that a snapshot names no commit, because the run read something else. */
function uncommitted({ commit, uncommitted: files }: RunCommit): Diagnostic {
  const [first = '', ...others] = files;
  const more = others.length === 0 ? 'differs' : `and ${count(others.length, 'more file')} differ`;
  return finding('snapshot-uncommitted', 'The snapshot names no commit', undefined, {
    severity: 'note',
    cause: `${first} ${more} from the commit ${commit.slice(0, shownDigits)}`,
    fix: 'Commit first, and run again, if plans against the snapshot are to say what was applied.',
  });
}

async function keptPart(
  { organization, client }: Extract<OpenedOrganization, { client: unknown }>,
  { planned, provider }: SeenOrganization,
  { options, runContext, configuration, secrets, retry }: Keeping,
): Promise<{ readonly part: KeptOrganization; readonly reads: number } | undefined> {
  const { name, owner, previousOwners, graph } = organization;
  const settings = settingsFor(organization, configuration.documents, { ...options, patience: retry.settle });
  if (!settings.reach) return undefined;
  const { observation } = planned;
  const unread = new Set(observation.unread.map(collectionKey));
  // A later plan may be about kinds that no blueprint names yet.
  const completion = { ...settings.reach, kinds, owners: new Set([owner, ...previousOwners]) };
  const reads = await completeObservation(observation, completion, provider);
  const id = await organizationId(client, retry, runContext.signal);
  if (id === undefined) return undefined;
  const regions = regionsSeen(observation, completion);
  const addresses = addressesIn(graph);
  const { clean } = secrets;
  return { part: keptOrganization({ name, id, owner, regions, observation, unread, addresses, clean }), reads };
}

function refused(message: string, details: { readonly cause: string; readonly fix: string }): UserError {
  return new UserError([finding('input-invalid', message, undefined, details)]);
}
