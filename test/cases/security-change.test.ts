import { oasdiffComparer } from '@konduct/repository/api-change/oasdiff';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { describe, expect, test } from 'vitest';
import { findTool } from '../../scripts/tools/place.ts';
import { strictDocument } from '../stage/strict-document.fixture.ts';

// Changes of `security` have the level that callers feel. With the real oasdiff.

const program = await findTool('oasdiff');
const comparer = oasdiffComparer({
  program: program ?? '',
  runner: new SpawnRunner(4),
  environment: { PATH: process.env.PATH },
});

const schemes =
  'k: {type: apiKey, in: header, name: X-Key}, same: {type: apiKey, in: header, name: x-key}, b: {type: http, scheme: bearer}, o: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://a.example", scopes: {r: r, w: w}}}}';

/** An API with an operation: the requirements of the whole document, and its own. */
const api = (global?: string, own?: string, definitions = schemes) =>
  [
    'openapi: 3.0.3\ninfo: {title: T, version: "1"}',
    ...(global === undefined ? [] : [`security: ${global}`]),
    `paths: {/a: {get: {${own === undefined ? '' : `security: ${own}, `}responses: {"200": {description: ok}}}}}`,
    `components: {securitySchemes: {${definitions}}}\n`,
  ].join('\n');

const levels = async (before: string, after: string) => {
  const { changes } = await comparer.compare(strictDocument(before), strictDocument(after));
  return changes.map(({ level, rule }) => `${level} ${rule}`);
};

describe.skipIf(program === undefined)('security that asks for more is breaking', () => {
  test.each([
    ['a requirement where there was none', undefined, '[{k: []}]', 'added'],
    ['a second credential', '[{k: []}]', '[{k: [], b: []}]', 'removed'],
    ['another credential', '[{k: []}]', '[{b: []}]', 'removed'],
    ['what was optional', '[{k: []}, {}]', '[{k: []}]', 'removed'],
    ['an alternative less', '[{k: []}, {b: []}]', '[{k: []}]', 'removed'],
    ['a scope', '[{o: [r]}]', '[{o: [r, w]}]', 'scope-added'],
  ])('%s', async (_, before, after, rule) => {
    expect(await levels(api(before), api(after))).toContain(`breaking api-global-security-${rule}`);
    // oasdiff says nothing of an operation that loses the alternative `{}`.
    const told = (await levels(api(undefined, before), api(undefined, after))).filter((text) => /^breaking/.test(text));
    expect([[`breaking api-security-${rule}`], ['breaking api-security-asks-for-more']]).toContainEqual(told);
  });

  test('of an operation that was open to all until now', async () => {
    expect((await levels(api('[{k: []}]', '[]'), api('[{k: []}]')))[0]).toMatch(/^breaking api-security-/);
  });

  test('an API key in another header, of which oasdiff says nothing', async () => {
    const renamed = schemes.replace('name: X-Key', 'name: X-Token');
    expect(await levels(api('[{k: []}]'), api('[{k: []}]', undefined, renamed))).toEqual([
      'breaking api-security-asks-for-more',
    ]);
  });
});

describe.skipIf(program === undefined)('security that lets in whom it let in before breaks nobody', () => {
  test.each([
    ['a requirement less', api('[{k: []}]'), api()],
    ['an alternative more', api('[{k: []}]'), api('[{k: []}, {b: []}]')],
    ['a credential less', api('[{k: [], b: []}]'), api('[{k: []}]')],
    ['a scope less', api('[{o: [r, w]}]'), api('[{o: [r]}]')],
    ['the same in the operation', api('[{k: []}]'), api(undefined, '[{k: []}]')],
    ['the same header under another name', api('[{k: []}]'), api('[{same: []}]')],
    ['a requirement that no operation takes', api(undefined, '[{k: []}]'), api('[{b: []}]', '[{k: []}]')],
  ])('%s', async (_, before, after) => {
    expect((await levels(before, after)).filter((text) => !text.startsWith('harmless'))).toEqual([]);
  });
});

test.skipIf(program === undefined)('reasons name no option of oasdiff', async () => {
  const bound = (limit: string) =>
    api(undefined).replace('get: {', `get: {parameters: [{name: n, in: query, schema: {type: integer${limit}}}], `);
  const { changes } = await comparer.compare(strictDocument(bound('')), strictDocument(bound(', maximum: 5')));
  expect(changes).toHaveLength(1);
  expect(changes[0]?.reason).toMatch(/\.$/);
  expect(changes[0]?.reason).not.toContain('--');
});
