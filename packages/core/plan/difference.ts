import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { readableAddress } from '../graph/address.ts';
import type { Evaluation, ResourceNode } from '../graph/node.ts';
import { fieldAt, type Kind } from '../kind/kind.ts';
import { holdsSecrets, type SecretField, secretFields } from '../kind/secret-field.ts';
import { finalLabels, wantedLabels } from '../observe/labels.ts';
import { addressLabel, digestLabel, ownerLabel, protectedSuffix } from '../provider/ownership.ts';
import type { Fields, ObservedObject } from '../provider/provider.ts';
import { sameValue } from '../value/same-value.ts';
import { valueAt } from '../value/value-at.ts';
import type { Effect, FieldChange } from './change.ts';
import { compareFields, isImmutable } from './compare.ts';
import { secretChange, sortFields, unknownFields, withPlace } from './describe.ts';
import { acceptedDigest, digestedFields, digestOf, isDigested } from './digest.ts';
import { effectOf, fieldEffect, meaningOf } from './exposure.ts';
import { isRecent } from './recent.ts';

export interface Comparison {
  readonly node: ResourceNode;
  readonly evaluation: Evaluation;
  readonly object: ObservedObject;
  readonly owner: string;
  readonly adopting: boolean;
  /** The unlisted fields of the object, if they were read. */
  readonly detail: Fields | undefined;
  /** When the plan is made, in milliseconds since the epoch; left out, every digest is believed. */
  readonly now?: number | undefined;
}

export interface Differences {
  readonly fields: readonly FieldChange[];
  /** The template's fields that differ; labels apart. */
  readonly changed: readonly string[];
  readonly effect?: Effect;
  /** Whether anything at all is to be written. */
  readonly differs: boolean;
  /** A field of ours that differs and cannot change. */
  readonly immutable?: string;
  /** The digest that says: taken over with fields that differ and cannot change. */
  readonly accepted?: string;
  /** The comparison needs what lists do not show. */
  readonly needsDetail: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** What separates an object from what its resource says: fields, unlisted fields by their digest, and labels. */
export function differencesOf(comparison: Comparison): Differences {
  const { node, evaluation, object } = comparison;
  const accepted = acceptedDigest(node.kind, object.fields);
  const isAccepted = takesAsItIs(comparison, accepted);
  const diagnostics: Diagnostic[] = [];
  const fields: FieldChange[] = [];
  let takenAsItIs = false;
  let immutable: string | undefined;
  const readFields = Object.keys(evaluation.fields).filter((name) => node.kind.fields[name]?.compare === 'read');
  if (readFields.length > 0 && !comparison.detail) return { ...nothing, needsDetail: true };
  const seen = { ...object.fields, ...Object.fromEntries(readFields.map((name) => [name, comparison.detail?.[name]])) };
  for (const difference of compareFields(node.kind, evaluation.fields, seen)) {
    if (isImmutable(node.kind, difference.path)) {
      if (isAccepted) {
        diagnostics.push(immutableWarning(node, difference));
        takenAsItIs = true;
        continue;
      }
      immutable ??= difference.path;
    }
    fields.push(difference);
  }
  diagnostics.push(...keptNotes(comparison));
  const unlisted = compareUnlisted(comparison);
  diagnostics.push(...unlisted.diagnostics);
  fields.push(...unlisted.fields);
  // Labels are compared on their own, those known.
  fields.push(...unknownFields(evaluation.unknowns).filter(({ path }) => fieldOf(path) !== 'labels'));
  const changed = [...new Set(fields.map(({ path }) => fieldOf(path)))].sort();
  const labels = compareLabels(comparison);
  const shown = sortFields([...fields, ...labels.fields]).map((field) => withPlace(node, withEffect(node.kind, field)));
  const effect = effectOf(shown);
  return {
    fields: shown,
    changed,
    ...(effect === undefined ? {} : { effect }),
    differs: fields.length > 0 || labels.differ || unlisted.digestDiffers,
    needsDetail: unlisted.needsDetail,
    diagnostics,
    ...(immutable === undefined ? {} : { immutable }),
    ...(takenAsItIs && node.kind.ownership === 'labels' ? { accepted } : {}),
  };
}

const nothing: Differences = { fields: [], changed: [], differs: false, needsDetail: false, diagnostics: [] };

function withEffect(kind: Kind, field: FieldChange): FieldChange {
  const effect = fieldEffect(kind, field);
  if (effect === undefined) return field;
  const meaning = meaningOf(kind, field.path, field.after);
  return { ...field, effect, ...(meaning === undefined ? {} : { meaning }) };
}

/** Whether a difference in a field that cannot change is only told: of an object that is taken over, or was. */
function takesAsItIs({ node, object, adopting }: Comparison, accepted: string): boolean {
  return adopting || node.kind.ownership === 'none' || object.labels[digestLabel] === accepted;
}

interface Unlisted {
  readonly fields: FieldChange[];
  readonly digestDiffers: boolean;
  readonly needsDetail: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

const same: Unlisted = { fields: [], digestDiffers: false, needsDetail: false, diagnostics: [] };

/**
 * Fields that lists do not show, and secrets, are equal if the digest label says so, and where the object was changed
 * shortly before, if what Konnect shows of it says so, too; an object without a digest is judged by each field's rule. A secret that is not at hand is compared with nothing.
 */
function compareUnlisted(comparison: Comparison): Unlisted {
  const { node, evaluation, object, adopting, detail, now } = comparison;
  const { kind } = node;
  const names = digestedFields(kind, Object.keys(evaluation.fields));
  const secrets = secretFields(kind, evaluation.fields);
  // A digest of a part says nothing about the whole.
  const isPart = evaluation.unknowns.some(
    ({ path }) => isDigested(kind, fieldOf(path)) || holdsSecrets(fieldAt(kind, path)),
  );
  if (isPart || (names.length === 0 && secrets.length === 0)) return same;
  const notAtHand = secrets.flatMap((secret) => notCompared(node, secret));
  if (notAtHand.length > 0) return { ...same, diagnostics: notAtHand };
  const digest = digestOf(kind, evaluation.fields, node.address);
  const observed = kind.unfinished?.(object.fields) ? undefined : object.labels[digestLabel];
  if (digest === observed) return isRecent(object, now) ? compareContent(comparison, names) : same;
  const fields: FieldChange[] = secrets.map(({ path }) => secretChange(path));
  let needsDetail = false;
  for (const name of names) {
    const rule = kind.fields[name]?.compare;
    // Ours and not finished, or finished with something else: write it. Not ours yet: find out, or take it as it is.
    if (adopting && observed === undefined) {
      if (rule === 'assumed') continue;
      if (!detail) needsDetail = true;
      else if (!sameValue(detail[name], evaluation.fields[name]))
        fields.push(change(name, detail[name], evaluation.fields[name]));
      continue;
    }
    fields.push({ path: name, after: evaluation.fields[name] });
  }
  return { fields, digestDiffers: true, needsDetail, diagnostics: [] };
}

/** Compares what Konnect shows of the content that the digest vouches for; what it does not show is believed. */
function compareContent({ node, evaluation, detail }: Comparison, names: readonly string[]): Unlisted {
  const shown = names.filter((name) => node.kind.fields[name]?.compare === 'digest');
  if (shown.length === 0) return same;
  if (!detail) return { ...same, needsDetail: true };
  const different = shown.filter(
    (name) => detail[name] !== undefined && !sameValue(detail[name], evaluation.fields[name]),
  );
  const fields = different.map((name) => ({ path: name, after: evaluation.fields[name] }));
  return { ...same, fields, digestDiffers: fields.length > 0 };
}

function notCompared(node: ResourceNode, { path, handles }: SecretField): Diagnostic[] {
  const absence = handles.find(({ secret }) => !secret)?.absence;
  if (!absence) return [];
  const message = `Not compared: \`${path}\` of the ${node.kind.name} ${readableAddress(node.address)}, since ${absence.reason}`;
  return [
    finding('secret-not-compared', message, node.placeOf(path) ?? node.place, {
      severity: 'note',
      cause: 'Konnect does not show secrets, and without this one nobody can tell whether it is the same',
      fix: absence.fix,
    }),
  ];
}

function change(path: string, before: unknown, after: unknown): FieldChange {
  return before === undefined ? { path, after } : { path, before, after };
}

function compareLabels({ node, evaluation, object, owner, adopting }: Comparison): {
  readonly fields: FieldChange[];
  readonly differ: boolean;
} {
  if (node.kind.ownership !== 'labels') return { fields: [], differ: false };
  const wanted = wantedLabels(node, evaluation.fields, owner);
  const final = finalLabels(object.labels, wanted, evaluation.fields, adopting);
  const keys = [...new Set([...Object.keys(object.labels), ...Object.keys(final)])].filter(
    (key) => object.labels[key] !== final[key],
  );
  // The address label only repeats the address, in fewer characters, and says whether the object is protected.
  const shown = keys.filter((key) => key === ownerLabel || !key.startsWith('konduct-'));
  const fields = shown.map((key) => labelChange(key, object.labels[key], final[key]));
  const [before, after] = [object.labels, final].map(
    (labels) => labels[addressLabel]?.endsWith(protectedSuffix) === true,
  );
  if (before !== after && !(adopting && !after))
    fields.push({ path: 'deletion-protection', before: before === true, after: after === true });
  return { fields, differ: keys.length > 0 };
}

function labelChange(key: string, before: string | undefined, after: string | undefined): FieldChange {
  return {
    path: `labels.${key}`,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** Values that the manifests no longer have and Konnect cannot take away. */
function keptNotes({ node, evaluation, object }: Comparison): Diagnostic[] {
  return (evaluation.kept ?? []).flatMap((path) => {
    const value = valueAt(object.fields, path);
    if (value === undefined || value === null || value === '') return [];
    const message = `The ${node.kind.name} ${readableAddress(node.address)} keeps its \`${path}\` ${JSON.stringify(value)}`;
    return [
      finding('field-kept', message, node.place, {
        severity: 'note',
        cause: 'The manifests do not say one, and Konnect can replace it but not take it away',
        fix: 'Write another one.',
      }),
    ];
  });
}

function immutableWarning(node: ResourceNode, { path, before, after }: FieldChange): Diagnostic {
  const message = `The ${node.kind.name} ${readableAddress(node.address)} is kept with \`${path}\` ${JSON.stringify(before)}, not ${JSON.stringify(after)}`;
  return finding('immutable-difference', message, node.placeOf(path) ?? node.place, {
    severity: 'warning',
    cause: 'Konnect cannot change it on an object that exists',
    fix: 'Say in the manifest or its environment type what is there, or replace the object by hand.',
  });
}

/** The field of the template that a dotted path starts with. */
export function fieldOf(path: string): string {
  return path.split('.', 1)[0] ?? path;
}
