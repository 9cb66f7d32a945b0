import { readdirSync } from 'node:fs';
import type { KindExample } from './kind-example.fixture.ts';

const ending = '.fixture.ts';
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ending) && !['all', 'kind-example'].includes(file.slice(0, -ending.length)))
  .map((file) => file.slice(0, -ending.length));

/** The example of every kind that has one, by the kind's name. */
export const examples: ReadonlyMap<string, KindExample> = new Map(
  (await Promise.all(names.map(exampleIn))).map((example) => [example.kind, example]),
);

async function exampleIn(name: string): Promise<KindExample> {
  const { example }: { readonly example?: KindExample } = await import(`./${name}.fixture.ts`);
  if (!example) throw new Error(`${name}${ending} exports no example`);
  return example;
}

/** The example of a kind with those it needs, directly or through others, in the order in which they can be made. */
export function madeUpTo(kind: string): readonly KindExample[] {
  const example = examples.get(kind);
  if (!example) throw new Error(`there is no example of ${kind}`);
  return [...new Set([...(example.needs ?? []).flatMap(madeUpTo), example])];
}
