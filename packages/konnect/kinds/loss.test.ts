import { expect, test } from 'vitest';
import { isRemovable } from '../removing.ts';
import { konnectKinds } from './registry.ts';

test('what cannot be undone names contents and fields that its kind has', () => {
  const named = konnectKinds.flatMap((kind) =>
    (kind.cannotBeUndone ?? []).map(({ what, has }) => ({ kind, what, has })),
  );
  expect(named.length).toBeGreaterThan(0);
  for (const { kind, what, has } of named) {
    const { name, contents, fields } = kind;
    expect(isRemovable(kind), `${name} can be deleted`).toBe(true);
    expect(what).not.toMatch(/, if any|^cannot|\.$/);
    if (typeof has === 'string') continue;
    if ('contents' in has) expect(contents, name).toEqual(expect.arrayContaining([...has.contents]));
    else expect(Object.keys(fields), name).toEqual(expect.arrayContaining(Object.keys(has.fields)));
  }
});
