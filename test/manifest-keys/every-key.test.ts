import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flag } from '@konduct/core/manifest/key/scalar';
import { table } from '@konduct/core/manifest/key/table';
import { expect, test } from 'vitest';
import { base, effects, elsewhere, without } from './effects.ts';
import { observers } from './observers.ts';
import { keyPlaces, withKey } from './places.ts';

const isIdle = (place: string) =>
  without.some((idle) => (idle.endsWith('.') ? place.startsWith(idle) : place === idle));

/** The keys of which neither an effect nor its absence is known. */
function unexplained(places: readonly string[]): string[] {
  return places.filter((place) => !effects[place] && !elsewhere[place] && !isIdle(place));
}

test('every key has an effect, or stands in the list of those that have none yet', () => {
  const places = keyPlaces();
  expect(unexplained(places)).toEqual([]);
  expect(Object.keys({ ...effects, ...elsewhere }).filter((place) => !places.includes(place))).toEqual([]);
  expect(Object.keys(effects).filter(isIdle)).toEqual([]);
  expect(without.filter((idle) => !places.some((place) => place.startsWith(idle)))).toEqual([]);
});

test('a key that nothing is known of is found', () => {
  expect(unexplained(keyPlaces(table('A manifest.', { dead: flag('Does nothing.') })))).toEqual(['dead']);
});

test.each(Object.entries(elsewhere))('%s: another test shows it', (_, [file, title]) => {
  expect(readFileSync(join(import.meta.dirname, '../..', file), 'utf8')).toContain(title);
});

test.each(Object.entries(effects))('%s', async (place, { seen, at = place, from = base, scenery = {}, ...values }) => {
  const observe = observers[seen];
  const one = await observe(withKey(from, at, values.with), scenery);
  const other = await observe(withKey(from, at, values.without), scenery);
  expect(one).not.toEqual(other);
  // What was observed must not differ by itself.
  expect(await observe(withKey(from, at, values.with), scenery)).toEqual(one);
});
