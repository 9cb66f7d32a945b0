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
import { readFields, withRead } from './seen.ts';

export interface Comparison {
  readonly node: ResourceNode;
  readonly evaluation: Evaluation;
  readonly object: ObservedObject;
  readonly owner: string;
  readonly adopting: boolean;
  /** The unlisted fields of the object, if they were read. */
  readonly detail: Fields | undefined;
  /** The time of the plan, in milliseconds since the epoch. Absent: every digest is trusted. */
  readonly now?: number | undefined;
  /** The recorded digest of the secrets, for a kind that has a record; `refused` where the record cannot be read. */
  readonly recorded?: string | 'refused' | undefined;
  /** Whether the secrets are sent again, whatever the digest says. */
  readonly rotates?: boolean;
  /** Whether content that the digest label vouches for is compared all the same. */
  readonly deep?: boolean | undefined;
}

export interface Differences {
  readonly fields: readonly FieldChange[];
  /** The template's fields that differ, without labels. */
  readonly changed: readonly string[];
  readonly effect?: Effect;
  /** Whether anything must be written. */
  readonly differs: boolean;
  /** The differing field of an object of ours that cannot change. */
  readonly immutable?: string;
  /** The digest of an object that is kept in spite of differing fields that cannot change. */
  readonly accepted?: string;
  /** Whether the comparison needs unlisted fields. */
  readonly needsDetail: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The differences between an object and its resource: fields, unlisted fields by their digest, and labels. */
export function differencesOf(comparison: Comparison): Differences {
  const { node, evaluation, object } = comparison;
  const accepted = acceptedDigest(node.kind, object.fields);
  const isAccepted = takesAsItIs(comparison, accepted);
  const diagnostics: Diagnostic[] = [];
  const fields: FieldChange[] = [];
  let takenAsItIs = false;
  let immutable: string | undefined;
  const needsReading = Object.keys(evaluation.fields).some((name) => node.kind.fields[name]?.compare === 'read');
  if (needsReading && !comparison.detail) return unread;
  const seen = withRead(object, readFields(node.kind, comparison.detail)).fields;
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
  // Labels are compared on their own, as far as they are known.
  fields.push(...unknownFields(evaluation.unknowns).filter(({ path }) => fieldOf(path) !== 'labels'));
  const changed = [...new Set(fields.map(({ path }) => fieldOf(path)))].sort();
  const labels = compareLabels(comparison);
  const shown = sortFields([...fields, ...labels.fields]).map((field) => withPlace(node, withEffect(node.kind, field)));
  const effect = effectOf(shown);
  return {
    fields: shown,
    changed,
    ...(effect === undefined ? {} : { effect }),
    differs: fields.length > 0 || labels.differ,
    needsDetail: unlisted.needsDetail,
    diagnostics,
    ...(immutable === undefined ? {} : { immutable }),
    ...(takenAsItIs && node.kind.ownership === 'labels' ? { accepted } : {}),
  };
}

const unread: Differences = { fields: [], changed: [], differs: false, needsDetail: true, diagnostics: [] };

function withEffect(kind: Kind, field: FieldChange): FieldChange {
  const effect = fieldEffect(kind, field);
  if (effect === undefined) return field;
  const meaning = meaningOf(kind, field.path, field.after);
  return { ...field, effect, ...(meaning === undefined ? {} : { meaning }) };
}

/**
 * Whether a difference in a field that cannot change is only reported: for an object that is, or was, adopted with it.
 */
function takesAsItIs({ node, object, adopting }: Comparison, accepted: string): boolean {
  return adopting || node.kind.ownership === 'none' || object.labels[digestLabel] === accepted;
}

interface Unlisted {
  readonly fields: FieldChange[];
  readonly needsDetail: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

const same: Unlisted = { fields: [], needsDetail: false, diagnostics: [] };

/**
 * Compares unlisted fields and secrets. They are equal if the digest label says so; if the object was changed shortly
 * before, the values that Konnect shows must agree as well. An object without a digest is judged by each field's
 * `compare`. A secret without a value is not compared.
 */
function compareUnlisted(comparison: Comparison): Unlisted {
  const { node, evaluation, object, adopting, detail, now, deep = false, rotates = false } = comparison;
  const { kind } = node;
  const names = digestedFields(kind, Object.keys(evaluation.fields));
  const secrets = secretFields(kind, evaluation.fields);
  // A digest of some of the fields cannot be compared with one of all.
  const isPart = evaluation.unknowns.some(
    ({ path }) => isDigested(kind, fieldOf(path)) || holdsSecrets(fieldAt(kind, path)),
  );
  if (isPart || (names.length === 0 && secrets.length === 0)) return same;
  const notAtHand = secrets.flatMap((secret) => notCompared(node, secret));
  if (notAtHand.length > 0) return { ...same, diagnostics: notAtHand };
  const digest = digestOf(kind, evaluation.fields, node.address);
  if (comparison.recorded === 'refused' && !rotates)
    return { ...same, diagnostics: secrets.map(({ path }) => notRecorded(node, path)) };
  const shown = kind.digestIn ? comparison.recorded : object.labels[digestLabel];
  const observed = kind.unfinished?.(object.fields) ? undefined : shown;
  const sent = secrets.map(({ path }) => secretChange(path));
  if (digest === observed) {
    const content = deep || isRecent(object, now) ? compareContent(comparison, names) : same;
    return rotates ? { ...content, fields: [...content.fields, ...sent] } : content;
  }
  const fields: FieldChange[] = sent;
  let needsDetail = false;
  for (const name of names) {
    const rule = kind.fields[name]?.compare;
    // An object of ours is unfinished, or was finished with other values: it is written. An unowned one is read, or
    // adopted as it is.
    if (adopting && observed === undefined) {
      if (rule === 'assumed') continue;
      if (!detail) needsDetail = true;
      else if (!sameValue(detail[name], evaluation.fields[name]))
        fields.push(change(name, detail[name], evaluation.fields[name]));
      continue;
    }
    if (deep && !detail) needsDetail = true;
    fields.push(change(name, deep ? detail?.[name] : undefined, evaluation.fields[name]));
  }
  return { fields, needsDetail, diagnostics: [] };
}

/** Compares the digested content that Konnect shows. Other content counts as equal. */
function compareContent({ node, evaluation, detail }: Comparison, names: readonly string[]): Unlisted {
  const shown = names.filter((name) => node.kind.fields[name]?.compare === 'digest');
  if (shown.length === 0) return same;
  if (!detail) return { ...same, needsDetail: true };
  const different = shown.filter(
    (name) => detail[name] !== undefined && !sameValue(detail[name], evaluation.fields[name]),
  );
  return { ...same, fields: different.map((name) => change(name, detail[name], evaluation.fields[name])) };
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

function notRecorded(node: ResourceNode, path: string): Diagnostic {
  const message = `Not compared: \`${path}\` of the ${node.kind.name} ${readableAddress(node.address)}, since the token may not read the record of its digest`;
  return finding('secret-not-compared', message, node.placeOf(path) ?? node.place, {
    severity: 'note',
    cause: 'Konnect does not show secrets, and nothing else tells whether it is the same',
    fix: 'Give the token the role Admin on Identity, or have the secret sent again with `rotate-secrets`.',
  });
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
  // The address label only repeats the address and the protection, so it is not shown.
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

/** Notes on values that the manifests no longer have and that Konnect cannot remove. */
function keptNotes({ node, evaluation, object }: Comparison): Diagnostic[] {
  return (evaluation.kept ?? []).flatMap((path) => {
    const value = valueAt(object.fields, path);
    if (value === undefined || value === null || value === '') return [];
    const message = `The ${node.kind.name} ${readableAddress(node.address)} keeps its \`${path}\` ${JSON.stringify(value)}`;
    return [
      finding('field-kept', message, node.place, {
        severity: 'note',
        cause: 'The manifests do not say one, and Konnect can replace it but not take it away',
        fix: 'Nothing has to be done. To replace it, write another value.',
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
  return path.replace(/\..*/s, '');
}
