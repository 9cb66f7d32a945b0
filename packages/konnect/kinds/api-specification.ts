import type { ObservedObject, Update } from '@konduct/core/provider/provider';
import { valueAt } from '@konduct/core/value/value-at';
import type { KonnectRequest } from '../transport.ts';
import type { DetailSource, Step } from './kind.ts';
import { fillPath } from './path.ts';
import { scopeOf } from './step.ts';

/** How the specification of an API is read: it is in one of the API's versions. */
export const specificationSource: DetailSource = {
  requests: (object, scope) => {
    const get = (path: string | undefined): KonnectRequest | undefined =>
      path === undefined ? undefined : { method: 'GET', scope, path };
    const known = summaryId(object);
    if (known !== undefined) return [() => get(versionPath(object, known))];
    const { version } = object.fields;
    return [() => listStep(object, scope), (answers) => get(versionPath(object, versionIn(answers.at(-1), version)))];
  },
  decode: (answers) => {
    const content = valueAt(answers.at(-1), 'spec.content');
    return typeof content === 'string' ? { spec_content: content } : {};
  },
};

/**
 * The requests that write the specification, which is in one version of the API. `force` allows a document without
 * operations that the previous one had. If the summary does not name the version, it is found in the list of versions.
 */
export function specificationSteps(update: Update, content: string): Step[] {
  const version = update.desired.version ?? update.observed.fields.version;
  const body = { ...(typeof version === 'string' ? { version } : {}), spec: { content } };
  const scope = scopeOf(update);
  const write = (path: string | undefined): KonnectRequest =>
    path === undefined
      ? { method: 'POST', scope, path: versionsPath(update.observed), body }
      : { method: 'PATCH', scope, path, query: { force: 'true' }, body };
  const known = versionPath(update.observed, summaryId(update.observed));
  if (known !== undefined) return [{ request: () => write(known), returnsObject: false, repeatable: true }];
  const listed = listStep(update.observed, scope);
  const found = (answers: readonly unknown[]) => versionPath(update.observed, versionIn(answers.at(-1), version));
  return [
    { request: () => listed, returnsObject: false, repeatable: true, reads: true },
    { request: (answers) => write(found(answers)), returnsObject: false, repeatable: false },
  ];
}

/** The request that gives the version with the specification the new name of an API's version, before the API gets it. */
export function versionSteps(update: Update): Step[] {
  const { version } = update.desired;
  const path = versionPath(update.observed, summaryId(update.observed));
  if (!update.changed.includes('version') || typeof version !== 'string' || path === undefined) return [];
  const request: KonnectRequest = { method: 'PATCH', scope: scopeOf(update), path, body: { version } };
  return [{ request: () => request, returnsObject: false, repeatable: true }];
}

/** The most versions that are looked through; Konduct makes one for each API. */
const mostVersions = '100';

function listStep(object: ObservedObject, scope: string): KonnectRequest {
  return { method: 'GET', scope, path: versionsPath(object), query: { 'page[size]': mostVersions } };
}

/**
 * The id of the version with a name, or of the only version. The only one may have another name, if an earlier update
 * renamed it and was cut off before it renamed the API.
 */
function versionIn(list: unknown, name: unknown): string | undefined {
  const data = valueAt(list, 'data');
  const versions = Array.isArray(data) ? data : [];
  const found =
    versions.find((item) => valueAt(item, 'version') === name) ?? (versions.length === 1 ? versions[0] : undefined);
  const id = valueAt(found, 'id');
  return typeof id === 'string' ? id : undefined;
}

/**
 * The id of the version in Konnect's summary. The summary lacks it while no version has the `version` of the API (seen
 * in Konnect).
 */
function summaryId({ fields }: ObservedObject): string | undefined {
  const id = valueAt(fields, 'current_version_summary.id');
  return typeof id === 'string' ? id : undefined;
}

function versionsPath({ fields }: ObservedObject): string {
  return fillPath('/v3/apis/{id}/versions', fields);
}

function versionPath({ fields }: ObservedObject, version: string | undefined): string | undefined {
  return version === undefined
    ? undefined
    : fillPath('/v3/apis/{id}/versions/{version_id}', { ...fields, version_id: version });
}
