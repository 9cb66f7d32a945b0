import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { ApiChange, SilentDifference, Uncompared } from '@konduct/core/run/api-change';
import type { ServiceStaging } from '@konduct/core/run/staging';
import { count } from '@konduct/core/value/count';
import { differenceKindsOf } from '@konduct/openapi/strict/difference';
import { type ApiFacts, apiFacts } from '@konduct/openapi/strict/facts';
import { readStrictDocument, type StrictDocument, type StrictResult } from '@konduct/openapi/strict/strict-document';
import type { ApiComparer } from '@konduct/repository/api-change/comparer';
import { unexplainedDifferences } from '@konduct/repository/api-change/unexplained';
import type { TreeEntry } from '@konduct/repository/platform/tree';
import pLimit from 'p-limit';
import type { Acceptances } from './acceptance.ts';
import type { EnvironmentDraft } from './environment.ts';

const atOnce = 4;

/** The most new APIs of an environment whose operations are listed: a pull request has no room for more. */
const mostDescribed = 100;

type Described = Partial<ServiceStaging>;
type StagedFile = Extract<TreeEntry, { type: 'file' }>;

/**
 * Adds the changes of the API to each changed specification, and the operations to each new one. APIs that cannot be
 * compared are marked as such.
 *
 * @param comparer undefined without oasdiff
 */
export async function describeApiChanges(
  { draft, services }: EnvironmentDraft,
  comparer: ApiComparer | undefined,
  acceptances: Acceptances,
): Promise<readonly ServiceStaging[]> {
  const limit = pLimit(atOnce);
  const known = new Map<string, Promise<Described>>();
  let described = 0;
  return Promise.all(
    services.map(async (service): Promise<ServiceStaging> => {
      const path = `${service.directory}/openapi.yaml`;
      const [before, after] = [draft.base.get(path), draft.get(path)];
      if (after?.type !== 'file') return service;
      if (service.outcome === 'added') {
        described += 1;
        return described > mostDescribed ? service : { ...service, ...(await limit(() => describeNew(after))) };
      }
      if (service.outcome !== 'changed' || before?.type !== 'file') return service;
      const key = `${before.id} ${after.id}`;
      const comparison = known.get(key) ?? limit(() => describeChange(before, after, comparer));
      known.set(key, comparison);
      const found = await comparison;
      const { changes = [], uncompared } = found;
      const told = uncompared && comparer ? [incomparable(service.service, path, uncompared)] : [];
      return {
        ...service,
        ...found,
        before: { ...service.before, ...found.before },
        ...(found.changes ? { changes: acceptances.judge(changes, service) } : {}),
        diagnostics: [...service.diagnostics, ...told],
      };
    }),
  );
}

function describeNew({ bytes }: StagedFile): Described {
  const document = readStrictDocument(bytes);
  return 'strict' in document ? apiFacts(document.strict) : {};
}

async function describeChange(
  before: StagedFile,
  after: StagedFile,
  comparer: ApiComparer | undefined,
): Promise<Described> {
  const old = readStrictDocument(before.bytes);
  const recent = readStrictDocument(after.bytes);
  if (!('strict' in old)) return { uncompared: { reason: `the version before cannot be read: ${causeOf(old)}` } };
  if (!('strict' in recent)) return { uncompared: { reason: `it cannot be read: ${causeOf(recent)}` } };
  const { operations: _, ...facts } = withBefore(apiFacts(recent.strict), apiFacts(old.strict));
  const silent: readonly SilentDifference[] = differenceKindsOf(old, recent);
  if (!comparer) return { ...facts, uncompared: { reason: 'there is no oasdiff here' } };
  const found = await comparer.compare(old, recent);
  const { changes } = found;
  const uncompared = found.uncompared ?? misread(old, recent) ?? withoutRule(old, recent, changes);
  if (!uncompared) return { ...facts, changes, ...(changes.length === 0 ? { silent } : {}) };
  return { ...facts, ...(uncompared.paths || changes.length > 0 ? { changes } : {}), uncompared };
}

function withBefore(
  after: ApiFacts,
  { operations: _, ...before }: ApiFacts,
): ApiFacts & Pick<ServiceStaging, 'before'> {
  return { ...after, before };
}

/**
 * The parts that were left out of the comparison because their values are not what OpenAPI requires; undefined if they
 * are the same in both documents.
 */
function misread(before: StrictDocument, after: StrictDocument): Uncompared | undefined {
  const known = new Set(before.leftOut.map(({ path, value }) => JSON.stringify([path, value])));
  const [first] = after.leftOut.filter(({ path, value }) => !known.has(JSON.stringify([path, value])));
  if (!first) return undefined;
  const place = first.at ? `line ${first.at.start.line}: ` : '';
  const { path } = first;
  return {
    reason: `${place}\`${path.at(-1) ?? ''}\` is not of the type that OpenAPI wants there`,
    paths: path[0] === 'paths' && path[1] !== undefined ? [path[1]] : [path.slice(0, 3).join('/')],
  };
}

/** The places where the contract of an operation differs and no rule found the difference; undefined without such. */
function withoutRule(
  before: StrictDocument,
  after: StrictDocument,
  changes: readonly ApiChange[],
): Uncompared | undefined {
  const places = unexplainedDifferences(before, after, changes);
  if (places.length === 0) return undefined;
  return {
    reason: 'it differs in places for which oasdiff has no rule',
    paths: [...new Set(places.map(({ operation, at }) => `${operation} ${at}`.trim()))],
  };
}

function causeOf({ diagnostics }: Exclude<StrictResult, StrictDocument>): string {
  const [first] = diagnostics;
  return first ? `line ${first.at?.start.line ?? 1}: ${first.message}` : 'it is no OpenAPI document';
}

function incomparable(service: string, path: string, { reason, paths }: Uncompared): Diagnostic {
  const what = paths
    ? `What changed in ${countOf(paths)} of the API of ${service}`
    : `What changed in the API of ${service}`;
  return {
    severity: 'warning',
    code: 'comparison-failed',
    message: `${what} could not be told; it is staged all the same`,
    cause: paths ? `${reason}: ${listOf(paths)}` : reason,
    fix: `Read the difference of ${path} yourself before merging: it may break those who use the API.`,
  };
}

const mostPaths = 10;

function listOf(paths: readonly string[]): string {
  const shown = paths.slice(0, mostPaths).map((path) => `\`${path}\``);
  return `${shown.join(', ')}${paths.length > mostPaths ? ` and ${paths.length - mostPaths} more` : ''}`;
}

function countOf(paths: readonly string[]): string {
  return count(paths.length, 'part');
}
