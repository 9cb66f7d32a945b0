import type { Field } from '@konduct/core/kind/field';
import { holdsSecrets } from '@konduct/core/kind/secret-field';
import type { Fields, Labels, ObservedObject } from '@konduct/core/provider/provider';
import { isRecord } from '@konduct/core/value/record';
import { valueAt } from '@konduct/core/value/value-at';
import { AnswerError } from '../answer-error.ts';
import type { KonnectKind } from './kind.ts';
import { readTextLabels } from './text-labels.ts';

/**
 * Turns an item of a list, or the answer to a write, into the fields and labels that the core compares. An absent or
 * null value becomes absent or the kind's default, so that both compare alike. Members that the kind does not have are
 * dropped, and so are secrets, which the core must not see. `parents` has the values of fields that are only in the
 * path.
 */
export function decode(kind: KonnectKind, item: unknown, parents: Fields = {}): ObservedObject {
  if (!isRecord(item)) throw new AnswerError(`${kind.name} is not a JSON object`);
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries({ ...kind.fields, ...kind.computed })) {
    if (name === 'labels' || holdsSecrets(field)) continue;
    const found = valueAt(item, kind.source?.[name] ?? name) ?? parents[name] ?? kind.defaults?.[name];
    if (found !== undefined && found !== null) fields[name] = shaped(field, found);
  }
  for (const [name, field] of Object.entries(kind.computed)) {
    if (field.required && fields[name] === undefined) throw new AnswerError(`${kind.name} has no ${name}`);
  }
  const { labelsIn } = kind;
  const whole = labelsIn === undefined ? undefined : fields[labelsIn];
  if (labelsIn === undefined || typeof whole !== 'string')
    return { fields: kind.asWritten?.(fields) ?? fields, labels: labelsOf(kind, item.labels) };
  const { text, labels } = readTextLabels(whole);
  const shown = { ...fields, [labelsIn]: text };
  return { fields: kind.asWritten?.(shown) ?? shown, labels };
}

/** Keeps the members that a field declares, and turns text to lower case where Konnect ignores the case. */
function shaped(field: Field, value: unknown): unknown {
  if (field.ignoreCase && typeof value === 'string') return value.toLowerCase();
  if (field.items && Array.isArray(value)) {
    const { items } = field;
    return value.map((item: unknown) => shaped(items, item));
  }
  if (!field.properties || !isRecord(value)) return value;
  const members = Object.entries(field.properties)
    .map(([name, member]) => [name, value[name], member] as const)
    .filter(([, inner, member]) => inner !== undefined && inner !== null && !holdsSecrets(member));
  return Object.fromEntries(members.map(([name, inner, member]) => [name, shaped(member, inner)]));
}

function labelsOf(kind: KonnectKind, labels: unknown): Labels {
  if (labels === undefined || labels === null || kind.ownership !== 'labels') return {};
  if (!isRecord(labels)) throw new AnswerError(`the labels of ${kind.name} are not a JSON object`);
  const pairs = Object.entries(labels).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return Object.fromEntries(pairs);
}
