import { count } from '@konduct/core/value/count';
import type { EntityChange } from './change.ts';

/** `1 entity`, `2 entities`. */
export function entities(number: number): string {
  return count(number, 'entity', 'entities');
}

/** `route flights`. */
export function nameOf({ kind, name }: Pick<EntityChange, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

const shown = 5;

/** The first few of some texts, and the number of the others. */
export function listed(texts: readonly string[]): string {
  const some = texts.slice(0, shown).join(', ');
  return texts.length > shown ? `${some} and ${texts.length - shown} more` : some;
}
