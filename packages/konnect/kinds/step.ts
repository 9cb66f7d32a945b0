import { digestLabel } from '@konduct/core/provider/ownership';
import type { Fields, Update, Write } from '@konduct/core/provider/provider';
import type { KonnectRequest } from '../transport.ts';
import type { Step } from './kind.ts';
import { mergedLabels, wantedLabels } from './labels.ts';
import { fillPath, pathFields } from './path.ts';

/** Which host serves a write: the contract gives global kinds one host of their own. */
export function scopeOf(write: Pick<Write, 'kind' | 'region'>): string {
  return write.kind.scope === 'global' ? 'global' : write.region;
}

/**
 * The template's fields without those that stand in the path or are named in `without`, and with all labels. A null for
 * a field that knows none is left out: there is nothing to take away yet.
 */
export function createBody(write: Write, path: string, without: readonly string[] = []): Fields {
  const apart = new Set([...pathFields(path), ...without]);
  const fields = Object.entries(write.desired).filter(
    ([name, value]) => !apart.has(name) && (value !== null || write.kind.fields[name]?.nullable === true),
  );
  const labels = wantedLabels(write);
  return labels ? { ...Object.fromEntries(fields), labels } : Object.fromEntries(fields);
}

/** How a PATCH differs from the usual one. */
export interface PatchBody {
  /** The labels to send, where the PATCH does not merge them. */
  readonly labels?: Readonly<Record<string, string | null>> | undefined;
  /** Fields that this PATCH does not take. */
  readonly without?: readonly string[];
}

/**
 * The changed fields, and the labels that differ. A PATCH merges, so that null takes away what it stands for, or what the
 * field's `empty` says.
 */
export function changedBody(update: Update, patch: PatchBody = {}): Fields {
  const changed = update.changed.filter((name) => !patch.without?.includes(name));
  const fields = Object.fromEntries(
    changed.map((name) => [name, update.desired[name] ?? update.kind.fields[name]?.empty ?? null]),
  );
  const labels = 'labels' in patch ? patch.labels : mergedLabels(update);
  return labels ? { ...fields, labels } : fields;
}

/**
 * A first step that takes the digest label off, for an update that writes in several calls what the label vouches for: if
 * one of the later calls is lost, nothing says that the content is what it is not. The update that follows writes all
 * labels anew.
 *
 * @param path of the object's PATCH, which has to merge labels
 */
export function unvouched(path: string, update: Update): { readonly steps: readonly Step[]; readonly rest: Update } {
  const { observed } = update;
  const { [digestLabel]: digest, ...labels } = observed.labels;
  if (digest === undefined) return { steps: [], rest: update };
  const step = patch(path, update, { labels: { [digestLabel]: null } });
  return { steps: [step], rest: { ...update, observed: { ...observed, labels } } };
}

/** A POST that creates the object and answers with it. */
export function post(path: string, write: Write, body: Fields = createBody(write, path)): Step {
  return fixed({ method: 'POST', path: fillPath(path, write.desired), scope: scopeOf(write), body }, false);
}

/** A PATCH of the object, which answers with it. `{id}` and other fields of the path are the observed ones. */
export function patch(path: string, update: Update, body: Fields = changedBody(update)): Step {
  const filled = fillPath(path, update.observed.fields);
  return fixed({ method: 'PATCH', path: filled, scope: scopeOf(update), body }, true);
}

/** A PUT of the whole object, which answers with it. */
export function put(path: string, write: Write, body: Fields): Step {
  return fixed({ method: 'PUT', path: fillPath(path, write.desired), scope: scopeOf(write), body }, true);
}

function fixed(request: KonnectRequest, repeatable: boolean): Step {
  return { request: () => request, returnsObject: true, repeatable };
}
