import { identityOf } from '../graph/identity.ts';
import type { Field } from './field.ts';
import type { External, Kind } from './kind.ts';

/**
 * How an `externalRef` finds an object of a kind that Konduct could also write: by the fields in `identity`. Undefined for
 * a kind with a nested field in its `identity`, such as `APIImplementation`, and for one with the cardinality `one`.
 */
export function referenceTo(kind: Kind): External | undefined {
  const own = kind.external ?? kind.reference;
  if (own) return own;
  if (kind.cardinality === 'one') return undefined;
  const selector = Object.fromEntries(
    kind.identity.flatMap((name) => {
      const field = kind.fields[name];
      return field ? [[name, { ...field, required: true }] as const] : [];
    }),
  );
  if (Object.keys(selector).length < kind.identity.length) return undefined;
  return {
    selector,
    yields: 'one',
    source: 'provider',
    describe: (given) => {
      const named = kind.identity.flatMap((name) =>
        given[name] === undefined ? [] : `${name} ${String(given[name])}`,
      );
      return named.length === 0 ? `a ${kind.name}` : `a ${kind.name} with ${named.join(' and ')}`;
    },
    matches: (object, given) => {
      const wanted = identityOf(kind, given);
      const found = identityOf(kind, object);
      return wanted?.every((value, index) => value === found?.[index]) === true;
    },
  };
}

/** The fields of an `externalRef`: those that select the list, all required, and the selector. */
export function selectorFields(kind: Kind, external: External): Readonly<Record<string, Field>> {
  const parents = kind.collection.flatMap((name) => {
    const field = kind.fields[name];
    return field ? [[name, { ...field, required: true }] as const] : [];
  });
  return { ...Object.fromEntries(parents), ...external.selector };
}
