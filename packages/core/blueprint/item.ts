import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { showAddress } from '../graph/address.ts';
import { originOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import type { Resource, ResourceIterator } from './blueprint.ts';
import { isEnvironment } from './environment.ts';
import type { Context } from './evaluate.ts';
import { isProtected } from './protection.ts';
import type { InstanceScope } from './scope.ts';
import type { StaticEvaluation } from './static-evaluation.ts';

/** The most items of one forEach: a platform has fewer, so that more are a mistake in an expression. */
export const maxItems = 10_000;

/** One combination of a resource's iterators. */
export interface Item {
  readonly iterators: Context;
  readonly keys: readonly string[];
  /** The place of the innermost iterator's value. */
  readonly place: SourceRange | undefined;
  /** The environment it is for, where one of the iterators is over environments. */
  readonly environment: string | undefined;
  /** Whether the manifest protects from deletion the environment, team or service it is for. */
  readonly isProtected: boolean;
}

/** The items of a resource, in the order of its lists, the first iterator being the outer loop. */
export function itemsOf(
  resource: Resource,
  scope: InstanceScope,
  evaluation: StaticEvaluation,
  report: (diagnostic: Diagnostic) => void,
): readonly Item[] {
  let items: Item[] = [
    { iterators: {}, keys: [], place: scope.place, environment: scope.environment, isProtected: scope.isProtected },
  ];
  for (const iterator of resource.iterators) {
    const next: Item[] = [];
    for (const item of items) {
      const list = evaluation.list(iterator.expression, scope.contextWith(item.iterators), scope);
      if (next.length + list.length > maxItems) {
        const what = showAddress([...scope.parts, resource.id]);
        const message = `The forEach of ${what} yields more than ${maxItems} items`;
        report(finding('collection-too-large', message, iterator.expression.place, { fix: 'Loop over fewer.' }));
        return [];
      }
      next.push(...list.map((value, index) => extended(item, iterator, value, index, list)));
    }
    items = next;
  }
  if (resource.includeItemWhen.length === 0) return items;
  return items.filter((item) => evaluation.every(resource.includeItemWhen, scope.contextWith(item.iterators), scope));
}

function extended(
  item: Item,
  { name, item: type }: ResourceIterator,
  value: unknown,
  index: number,
  list: readonly unknown[],
): Item {
  const key = keyOf(value, index);
  return {
    iterators: { ...item.iterators, [name]: value },
    keys: [...item.keys, key],
    place: originOf(value)?.self ?? originOf(list)?.members.get(String(index))?.value ?? item.place,
    environment: isEnvironment(type) ? key : item.environment,
    isProtected: item.isProtected || isProtected(type, value),
  };
}

/** The key of an item among its siblings: its `key` or `name`, the value itself if it is text or a number, or its position. */
function keyOf(value: unknown, index: number): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'object' && value !== null) {
    const key = memberOf(value, 'key') ?? memberOf(value, 'name');
    if (typeof key === 'string') return key;
  }
  return String(index);
}

function memberOf(value: object, name: string): unknown {
  if (value instanceof Map) return value.get(name);
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
