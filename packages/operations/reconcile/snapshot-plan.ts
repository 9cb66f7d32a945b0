import path from 'node:path';
import { finding } from '@konduct/core/diagnostic/finding';
import { inputWords } from '@konduct/core/diagnostic/input-words';
import { UserError } from '@konduct/core/diagnostic/user-error';
import type { OrganizationReport, RunReport, SnapshotNote } from '@konduct/core/run/reconciliation';
import { SecretHandle } from '@konduct/core/secret/secret-handle';
import { planFromSnapshot } from '@konduct/core/snapshot/plan';
import { readSnapshot, type SnapshotReading } from '@konduct/core/snapshot/reading';
import type { Snapshot } from '@konduct/core/snapshot/snapshot';
import { startOf } from '@konduct/core/source/range';
import { count } from '@konduct/core/value/count';
import { type ConfiguredOrganization, configure, isUsable } from '../configuration.ts';
import type { ReconcileOptions, RunContext } from '../options.ts';
import type { PlatformDocuments } from '../platform-documents.ts';
import { showPath, sizeLimits, textFilesAround } from '../text-file.ts';
import { withRemovals } from './removed-by.ts';
import { failureOf, makeReport } from './run-report.ts';
import { settingsFor } from './settings.ts';

/**
 * Plans against a snapshot in the place of Konnect. Reads no secret and opens no connection.
 *
 * @param now milliseconds since the epoch, for the age of the snapshot
 * @throws UserError for options that do not go together, and for a file that is missing or is no snapshot
 */
export async function planAgainstSnapshot(
  options: ReconcileOptions,
  file: string,
  runContext: RunContext,
  now: number,
): Promise<RunReport> {
  refuseOthers(options);
  const reading = snapshotIn(file, options);
  if (reading.type === 'refused' || (reading.type === 'outdated' && !options.skipWithoutSecrets))
    throw new UserError([reading.diagnostic]);
  const absence = {
    reason: 'a plan against a snapshot reads no secrets',
    fix: 'Plan with a token to compare it.',
  };
  const configuration = configure(options, false, runContext.maskSecret, () => SecretHandle.absent(absence));
  if (!isUsable(configuration)) return makeReport(options.mode, configuration, []);
  const reports: OrganizationReport[] = [];
  for (const organization of configuration.organizations)
    reports.push(
      reading.type === 'snapshot'
        ? await planOne(organization, configuration.documents, reading.snapshot, options, runContext, now)
        : {
            ...nothing(organization),
            note: withoutSnapshot(organization.name, 'the snapshot here is of another format'),
          },
    );
  return makeReport(options.mode, configuration, reports, options.detailedExitCode);
}

async function planOne(
  organization: ConfiguredOrganization,
  documents: PlatformDocuments,
  { organizations, taken, commit }: Snapshot,
  options: ReconcileOptions,
  runContext: RunContext,
  now: number,
): Promise<OrganizationReport> {
  const { name, owner, previousOwners } = organization;
  const part = organizations.find((each) => each.name === name);
  if (!part) {
    const missing = 'the snapshot here does not have it';
    if (options.skipWithoutSecrets) return { ...nothing(organization), note: withoutSnapshot(name, missing) };
    const has = organizations.map((each) => each.name).join(', ');
    const diagnostic = finding('snapshot-unusable', `The snapshot does not have organization ${name}`, undefined, {
      cause: `It has ${has}`,
      fix: 'Plan with the snapshot of an apply to that organization, or leave the organization out.',
    });
    return { ...nothing(organization), diagnostics: [diagnostic], failureReason: 'invalid-input' };
  }
  if (![owner, ...previousOwners].includes(part.owner)) {
    const message = `The snapshot is of the platform ${part.owner}, and the manifests of organization ${name} are of ${owner}`;
    const diagnostic = finding('snapshot-unusable', message, undefined, {
      cause: 'Nothing in it would count as of this platform',
      fix: 'Plan with a snapshot of this platform. A former name of the platform belongs into `previous-names`.',
    });
    return { ...nothing(organization), diagnostics: [diagnostic], failureReason: 'invalid-input' };
  }
  const settings = settingsFor(organization, documents, { ...options, patience: 0 });
  const planned = await planFromSnapshot(settings, part);
  runContext.onProgress({ event: 'planned', organization: name, changes: planned.plan.changes.length });
  const plan = await withRemovals(planned, organization.source, runContext);
  const snapshot: SnapshotNote = { taken, ...(commit === undefined ? {} : { commit }), age: ageOf(taken, now) };
  const failureReason = failureOf({ plan });
  return { ...nothing(organization), plan, snapshot, ...(failureReason === undefined ? {} : { failureReason }) };
}

function nothing({ name }: ConfiguredOrganization): OrganizationReport {
  return { organization: name, diagnostics: [] };
}

function withoutSnapshot(name: string, why: string): string {
  return `There is no access token for ${name} here (pull requests from forks and Dependabot get none), and ${why}, so nothing was planned. The next apply writes a new one. The configuration itself is fine.`;
}

/** The time since, in words. A clock that is behind counts as the same minute. */
function ageOf(taken: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(taken)) / 60_000));
  if (minutes < 1) return 'less than a minute';
  if (minutes < 90) return count(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? count(hours, 'hour') : count(Math.round(hours / 24), 'day');
}

function snapshotIn(file: string, { workspace }: ReconcileOptions): SnapshotReading {
  const root = path.resolve(workspace);
  const absolute = path.resolve(root, file);
  const { files, relative } = textFilesAround(absolute, root);
  const result = files.read(relative, sizeLimits.snapshot, { byteOrderMark: 'kept' });
  if (result.type === 'file') return readSnapshot(result.file);
  if (result.type === 'refused') throw new UserError([result.diagnostic]);
  const shown = showPath(absolute, root);
  throw new UserError([
    finding('file-missing', `There is no snapshot ${shown}`, startOf(shown), {
      fix: 'Write one with `konduct apply --snapshot-file`, or correct its name.',
    }),
  ]);
}

function refuseOthers({ mode, planFile, snapshotFile, owner }: ReconcileOptions): void {
  const refuse = (message: string, cause: string) => {
    throw new UserError([finding('input-invalid', message, undefined, { cause, fix: 'Leave one of the two out.' })]);
  };
  const named = inputWords('snapshot');
  if (mode !== 'plan') refuse(`${named} has no meaning with mode ${mode}`, 'Only a plan needs nothing but a snapshot');
  if (owner !== undefined)
    refuse(`${named} and owner cannot be given together`, 'A snapshot is planned with manifests');
  if (planFile !== undefined)
    refuse(
      `${named} and ${inputWords('plan-file')} cannot be given together`,
      'A plan file is bound to what Konnect is like now',
    );
  if (snapshotFile !== undefined)
    refuse(
      `${named} and ${inputWords('snapshot-file')} cannot be given together`,
      'A plan against a snapshot sees nothing of Konnect that could be kept',
    );
}
