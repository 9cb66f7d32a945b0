import { compareText } from '../value/compare-text.ts';
import { canonical, canonicalText } from '../value/digest.ts';
import { isRecord } from '../value/record.ts';
import type { Field } from './field.ts';

/**
 * The form of a field's value in which equal values have equal JSON: members by name, and the items of lists whose
 * order says nothing sorted.
 */
export function comparable(field: Field | undefined, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => comparable(field?.items, item));
    return field?.unordered ? items.sort((a, b) => compareText(canonicalText(a), canonicalText(b))) : items;
  }
  if (!isRecord(value) || !(field?.properties ?? field?.values)) return canonical(value);
  const members = Object.entries(value).map(([name, member]) => [name, comparable(memberOf(field, name), member)]);
  return canonical(Object.fromEntries(members));
}

/** The field of a member of an object; undefined for one that is not declared. */
export function memberOf(field: Field | undefined, name: string): Field | undefined {
  const { properties, values } = field ?? {};
  return properties && Object.hasOwn(properties, name) ? properties[name] : values;
}
