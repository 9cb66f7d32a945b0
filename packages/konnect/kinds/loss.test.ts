import { expect, test } from 'vitest';
import { konnectKinds } from './registry.ts';

test('what cannot be undone names contents and fields that its kind has', () => {
  const named = konnectKinds.flatMap(({ name, cannotBeUndone = [], contents = [], fields, item }) =>
    cannotBeUndone.map(({ what, has }) => ({ name, what, has, contents, fields, item })),
  );
  expect(named.length).toBeGreaterThan(0);
  for (const { name, what, has, contents, fields, item } of named) {
    expect(item, `${name} can be deleted`).toBeDefined();
    expect(what).not.toMatch(/, if any|^cannot|\.$/);
    if (typeof has === 'string') continue;
    if ('contents' in has) expect(contents, name).toEqual(expect.arrayContaining([...has.contents]));
    else expect(Object.keys(fields), name).toEqual(expect.arrayContaining(Object.keys(has.fields)));
  }
});
