import { expect, test } from 'vitest';
import { isRemovable } from '../removing.ts';
import { pathFields } from './path.ts';
import { konnectKinds } from './registry.ts';

test('kinds stand in the order of their names, each once', () => {
  const names = konnectKinds.map(({ name }) => name);
  const byName = [...new Set(names)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  expect(names).toEqual(byName);
});

test.each(konnectKinds.map((kind) => [kind.name, kind] as const))('%s agrees with itself', (_, kind) => {
  const known = { ...kind.fields, ...kind.computed };
  const named = [...kind.identity, ...kind.collection, ...(kind.prefer ?? []), ...Object.keys(kind.source ?? {})];
  const mentioned = [...named, ...Object.keys(kind.defaults ?? {}), ...Object.keys(kind.list.lookup ?? {})];
  for (const path of mentioned) expect(known).toHaveProperty(path.split('.')[0] ?? '');
  expect(pathFields(kind.list.path)).toEqual(kind.collection);
  expect('labels' in kind.fields).toBe(kind.ownership === 'labels' && kind.labelsIn === undefined);
  if (kind.labelsIn !== undefined)
    expect([kind.ownership, kind.fields[kind.labelsIn]?.type]).toEqual(['labels', 'string']);
  // A kind that is never written has a selector of its own. A setting is updated; one of an object that may be new has a
  // first write.
  expect(kind.external === undefined).toBe(kind.create !== undefined || kind.update !== undefined);
  const isSetting = kind.cardinality === 'one';
  expect([isSetting, kind.create !== undefined]).toEqual([
    isSetting,
    isSetting ? kind.collection.length > 0 : kind.external === undefined,
  ]);
  if (isSetting) expect([kind.update === undefined, kind.item, kind.identity]).toEqual([false, undefined, []]);
  if (kind.create) expect(kind.roles.create).toBeDefined();
  if (kind.update) expect(kind.roles.update).toBeDefined();
  for (const field of Object.values(known)) expect(field.description).toMatch(/\.$/);
  for (const sentence of kind.assumed) expect(sentence).toMatch(/^[A-Z].*\.$/);
  for (const { reason } of Object.values(kind.roles)) expect(reason).toMatch(/^[a-z].*\w$/);
  if (kind.contract === 'none') expect(kind.assumed).not.toEqual([]);
  if (!isRemovable(kind)) expect(kind.goesWith).toEqual([]);
  for (const what of kind.goesWith) expect(what).not.toMatch(/^[A-Z]|\.$/);
  for (const what of kind.contents ?? []) expect(kind.goesWith.join()).toContain(what);
});

test('what cannot be updated has no field that can change', () => {
  for (const kind of konnectKinds.filter((each) => each.create && !each.update)) {
    const changeable = Object.entries(kind.fields).filter(
      ([name, field]) => !field.immutable && !kind.identity.includes(name),
    );
    expect(changeable).toEqual([]);
  }
});

test('an id refers to a kind that there is', () => {
  const names = new Set(konnectKinds.map(({ name }) => name));
  const referrals = konnectKinds.flatMap(({ fields, computed }) =>
    Object.values({ ...fields, ...computed }).flatMap((field) => [
      field,
      field.items,
      ...Object.values(field.properties ?? {}),
    ]),
  );
  for (const refers of referrals.flatMap((field) => field?.refers ?? []))
    for (const name of 'kind' in refers ? [refers.kind] : Object.values(refers.kinds)) expect(names).toContain(name);
});

test('a selector of one value finds the objects that have it', () => {
  for (const { name, external } of konnectKinds) {
    const [field, ...others] = Object.keys(external?.selector ?? {});
    if (!external || field === undefined || others.length > 0 || external.selector[field]?.type === 'array') continue;
    expect([name, external.matches({ [field]: 'a' }, { [field]: 'a' })]).toEqual([name, true]);
    expect([name, external.matches({ [field]: 'b' }, { [field]: 'a' })]).toEqual([name, false]);
    expect(external.describe({ [field]: 'the-one' })).toContain('the-one');
  }
});

test('a new member may join the account of the token, and one that is there is left alone', () => {
  const yields = konnectKinds.flatMap(({ yieldsTo = [] }) => yieldsTo);
  expect(yields.filter(({ onlyKeeps }) => onlyKeeps).map(({ kind }) => kind)).toEqual(['TokenAccount']);
  expect(yields.filter(({ onlyKeeps }) => !onlyKeeps).map(({ kind }) => kind)).toEqual([
    'TeamGroupMapping',
    'IdentityProviderTeamGroupMapping',
  ]);
});

test('an API whose version does not show is unfinished', () => {
  const api = konnectKinds.find(({ name }) => name === 'API');
  expect(api?.unfinished?.({ current_version_summary: { id: 'v' } })).toBe(false);
  expect(api?.unfinished?.({ version: '1', current_version_summary: {} })).toBe(true);
  expect(api?.unfinished?.({ version: '1' })).toBe(true);
  expect(api?.unfinished?.({})).toBe(false);
});
