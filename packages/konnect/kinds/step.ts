import { digestLabel } from '@konduct/core/provider/ownership';
import type { Fields, Update, Write } from '@konduct/core/provider/provider';
import type { KonnectRequest } from '../transport.ts';
import { isKonnectKind, type KonnectKind, type Step } from './kind.ts';
import { mergedLabels, wantedLabels } from './labels.ts';
import { fillPath, pathFields } from './path.ts';
import { labelledText } from './text-labels.ts';

/** The host for a write: the contract gives all global kinds one host. */
export function scopeOf(write: Pick<Write, 'kind' | 'region'>): string {
  return write.kind.scope === 'global' ? 'global' : write.region;
}

/**
 * The body of a creation: the template's fields and all labels, without fields in the path and those in `without`. A
 * null is left out where the field does not accept it: a new object has no value to remove.
 */
export function createBody(write: Write, path: string, without: readonly string[] = []): Fields {
  const apart = new Set([...pathFields(path), ...without]);
  const fields = Object.entries(write.desired).filter(
    ([name, value]) => !apart.has(name) && (value !== null || write.kind.fields[name]?.nullable === true),
  );
  const { labelsIn } = konnectKindOf(write);
  if (labelsIn !== undefined) return { ...Object.fromEntries(fields), ...labelledText(write, labelsIn) };
  const labels = wantedLabels(write);
  return labels ? { ...Object.fromEntries(fields), labels } : Object.fromEntries(fields);
}

function konnectKindOf({ kind }: Pick<Write, 'kind'>): Partial<KonnectKind> {
  return isKonnectKind(kind) ? kind : {};
}

/** Differences of a PATCH from the usual one. */
export interface PatchBody {
  /** The labels to send, for a PATCH that does not merge them. */
  readonly labels?: Readonly<Record<string, string | null>> | undefined;
  /** Fields that this PATCH does not accept. */
  readonly without?: readonly string[];
}

/**
 * The body of a PATCH: the changed fields and the labels that differ. A PATCH merges, so that null, or the field's
 * `empty`, removes a value.
 */
export function changedBody(update: Update, patch: PatchBody = {}): Fields {
  const changed = update.changed.filter((name) => !patch.without?.includes(name));
  const fields = Object.fromEntries(
    changed.map((name) => [name, update.desired[name] ?? update.kind.fields[name]?.empty ?? null]),
  );
  const labels = 'labels' in patch ? patch.labels : mergedLabels(update);
  const { labelsIn } = konnectKindOf(update);
  if (labelsIn !== undefined)
    return labels || changed.includes(labelsIn) ? { ...fields, ...labelledText(update, labelsIn) } : fields;
  return labels ? { ...fields, labels } : fields;
}

/**
 * A first step that removes the digest label, for an update that writes in several requests. If a later request is
 * lost, no digest claims that the content is complete. The rest of the update writes all labels again.
 *
 * @param path the path of the object's PATCH, which must merge labels
 */
export function unvouched(path: string, update: Update): { readonly steps: readonly Step[]; readonly rest: Update } {
  const { observed } = update;
  const { [digestLabel]: digest, ...labels } = observed.labels;
  if (digest === undefined) return { steps: [], rest: update };
  const step = patch(path, update, { labels: { [digestLabel]: null } });
  return { steps: [step], rest: { ...update, observed: { ...observed, labels } } };
}

/** A POST that creates the object. The answer is the object. */
export function post(path: string, write: Write, body: Fields = createBody(write, path)): Step {
  return fixed({ method: 'POST', path: fillPath(path, write.desired), scope: scopeOf(write), body }, false);
}

/** A PATCH of the object. The answer is the object. `{id}` and other fields in the path have their observed values. */
export function patch(path: string, update: Update, body: Fields = changedBody(update)): Step {
  const filled = fillPath(path, update.observed.fields);
  return fixed({ method: 'PATCH', path: filled, scope: scopeOf(update), body }, true);
}

/** A step whose body has nothing to write is left out. */
export function unlessEmpty(step: Step): readonly Step[] {
  return Object.keys(step.request([]).body ?? {}).length === 0 ? [] : [step];
}

/** The first PATCH of a setting that has come with a new object. The answer is the setting. */
export function firstPatch(path: string, write: Write): Step {
  const request: KonnectRequest = {
    method: 'PATCH',
    path: fillPath(path, write.desired),
    scope: scopeOf(write),
    body: createBody(write, path),
  };
  return fixed(request, true);
}

/** A PUT of the whole object. The answer is the object. */
export function put(path: string, write: Write, body: Fields): Step {
  return fixed({ method: 'PUT', path: fillPath(path, write.desired), scope: scopeOf(write), body }, true);
}

function fixed(request: KonnectRequest, repeatable: boolean): Step {
  return { request: () => request, returnsObject: true, repeatable };
}
