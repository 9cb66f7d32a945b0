import { comparable, memberOf } from '../kind/comparable.ts';
import type { Field } from '../kind/field.ts';
import type { Kind } from '../kind/kind.ts';
import { withoutSecrets } from '../kind/secret-field.ts';
import { isContentHandle } from '../provider/content.ts';
import type { Fields } from '../provider/provider.ts';
import { isRecord } from '../value/record.ts';
import { sameValue } from '../value/same-value.ts';
import { isDigested } from './digest.ts';

/** A difference between a template and Konnect. */
export interface Difference {
  /** Dotted; its first part is the template's field. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * Compares the fields that a template has and Konnect shows. Fields that the template lacks are not ours. `null` means
 * that there must be no value. Members of objects are compared one by one, lists as a whole, and lists without an order as
 * sets.
 */
export function compareFields(kind: Kind, desired: Fields, observed: Fields): Difference[] {
  const differences: Difference[] = [];
  for (const [name, after] of Object.entries(withoutSecrets(kind, desired))) {
    // The place among siblings depends on all of them, and is compared with theirs.
    if (name === 'labels' || isDigested(kind, name) || name === kind.sequence?.field) continue;
    const before = observed[name];
    if (kind.fields[name]?.ignoreCase && lowerCase(after) === lowerCase(before)) continue;
    compareValue(kind.fields[name], name, after, before, differences);
  }
  return differences;
}

function lowerCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function compareValue(
  field: Field | undefined,
  path: string,
  after: unknown,
  before: unknown,
  differences: Difference[],
): void {
  if (after === null) {
    if (!isNothing(before)) differences.push({ path, before });
    return;
  }
  // A document is one value, whatever its handle consists of.
  if (isRecord(after) && isRecord(before) && !isContentHandle(after)) {
    for (const [key, value] of Object.entries(after))
      compareValue(memberOf(field, key), `${path}.${key}`, value, before[key], differences);
    return;
  }
  if (!sameValue(comparable(field, after), comparable(field, before)))
    differences.push(before === undefined || before === null ? { path, after } : { path, before, after });
}

/** Whether a value means "none": some fields cannot be absent in Konnect and are empty instead. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Whether the field at a dotted path cannot change once the object exists. */
export function isImmutable(kind: Kind, path: string): boolean {
  const [name = '', ...deeper] = path.split('.');
  let field: Field | undefined = kind.fields[name];
  for (const key of deeper) {
    if (field?.immutable) return true;
    field = field?.properties?.[key] ?? field?.values;
  }
  return field?.immutable === true;
}
