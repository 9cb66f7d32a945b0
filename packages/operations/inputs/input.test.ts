import { UserError } from '@konduct/core/diagnostic/user-error';
import { describe, expect, test } from 'vitest';
import { deckInputs } from './deck.ts';
import { type Input, readInputs, statedInputs } from './input.ts';
import { platformInputs } from './platform.ts';
import { reconcileInputs } from './reconcile.ts';
import { pullRequestInputs, serviceLoginInputs, stageInputs } from './stage.ts';

function read(given: Record<string, string>) {
  return readInputs(reconcileInputs, (name) => given[name]);
}

test('nothing given: the defaults', () => {
  expect(read({})).toEqual({
    config: 'konnect',
    manifests: [],
    organizations: [],
    environments: [],
    allowLiteralSecrets: false,
    level: 'all',
    mode: 'plan',
    konnectUrl: 'https://{region}.api.konghq.com',
    adopt: 'by-name',
    concurrency: 8,
    prune: 'off',
    replace: false,
    rotateSecrets: [],
    rotationThreshold: 30,
    since: '',
    heal: 'off',
    deep: false,
    forceDelete: [],
    maxDeletes: undefined,
    allowDeletes: false,
    planFile: '',
    snapshot: '',
    snapshotFile: '',
    confirm: '',
    lock: true,
    lockTimeout: 0,
    detailedExitCode: false,
  });
});

test('an empty variable is as good as none', () => {
  expect(read({ 'konnect-url': ' ', concurrency: '' })).toMatchObject({
    konnectUrl: 'https://{region}.api.konghq.com',
    concurrency: 8,
  });
});

describe('lists', () => {
  test.each([
    ['a,b', ['a', 'b']],
    ['a\nb\n', ['a', 'b']],
    [' a , b ,\n\n c,a', ['a', 'b', 'c']],
  ])('%j', (text, items) => {
    expect(read({ organizations: text }).organizations).toEqual(items);
  });
});

describe('truth', () => {
  test.each([
    ['true', true],
    ['TRUE', true],
    ['False', false],
  ])('%s', (text, value) => {
    expect(read({ 'detailed-exitcode': text }).detailedExitCode).toBe(value);
  });
});

test('everything that is wrong is said at once, with what would be right', () => {
  const given: Record<string, string> = { mode: 'aply', concurrency: '0', adopt: 'all', 'detailed-exitcode': 'yes' };
  let thrown: unknown;
  try {
    read(given);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UserError);
  expect((thrown as UserError).diagnostics.map(({ code, message, fix }) => [code, message, fix])).toEqual([
    ['input-invalid', 'mode "aply" is not one of its values', 'Use plan, apply, destroy, release, adopt or drift.'],
    ['input-invalid', 'adopt "all" is not one of its values', 'Use by-name, koctl or none.'],
    ['input-invalid', 'concurrency "0" is not a number in its range', 'Use a whole number from 1 to 64.'],
    ['input-invalid', 'detailed-exitcode "yes" is neither true nor false', 'Use true or false.'],
  ]);
});

test('names are kebab-case, descriptions are sentences, and defaults are valid', () => {
  const tables = [platformInputs, reconcileInputs, deckInputs, stageInputs, pullRequestInputs, serviceLoginInputs];
  for (const input of tables.flatMap((table): Input<unknown>[] => Object.values(table))) {
    expect(input.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(input.description).toMatch(/^[A-Z].*\.$/);
    expect(input.parse(input.default)).toHaveProperty('value');
  }
});

test('what a person gave: on GitHub, a default may be given or not', () => {
  const texts: Readonly<Record<string, string>> = { prune: 'off', adopt: 'none', environments: ' ', level: ' all ' };
  const stated = (defaultsCount: boolean) => statedInputs(reconcileInputs, (name) => texts[name], defaultsCount);
  expect(stated(true)).toEqual(['level', 'adopt', 'prune']);
  expect(stated(false)).toEqual(['adopt']);
});
