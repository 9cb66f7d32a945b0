import type { KonnectKind } from '@konduct/konnect/kinds/kind';
import { konnectKinds } from '@konduct/konnect/kinds/registry';
import type { Role } from '@konduct/konnect/kinds/role';
import { expect, test } from 'vitest';
import { readPage } from './page.ts';

const page = readPage('docs/how-to/set-up-konnect.md');
const [, table = ''] = page.split('| what | read | make | change, delete |\n');
const rows = table
  .split('\n')
  .slice(1)
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').slice(1, -1))
  .map(([what = '', ...roles]) => ({
    kinds: [...what.matchAll(/`([A-Z]\w+)`/g)].map(([, name = '']) => name),
    roles: roles.map((role) => role.trim()),
  }));

function shown(role: Role | undefined): string {
  return role === undefined ? '' : `${role.name} on ${role.on}`;
}

/** What is made is changed by the same right, where a kind says no other. */
function rolesOf({ roles: { read, create, update, delete: remove } }: KonnectKind): string[] {
  return [shown(read), shown(create), shown(remove ?? update ?? create)];
}

test.each(rows.flatMap(({ kinds, roles }) => kinds.map((name): [string, string[]] => [name, roles])))(
  'the roles for a %s are those that a refusal names',
  (name, roles) => {
    const kind = konnectKinds.find((candidate) => candidate.name === name);
    expect(kind && rolesOf(kind)).toEqual(roles);
  },
);

test('the page has every kind that is made', () => {
  const made = konnectKinds.filter(({ roles }) => roles.create ?? roles.update).map(({ name }) => name);
  expect(made.filter((name) => !rows.some(({ kinds }) => kinds.includes(name)))).toEqual([]);
});
