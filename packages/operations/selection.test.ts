import type { ResourceNode } from '@konduct/core/graph/node';
import { loadManifest } from '@konduct/core/manifest/load';
import { portal } from '@konduct/konnect/kinds/portal';
import { describe, expect, test } from 'vitest';
import { selectionOf, selectionProblems } from './selection.ts';

const { manifest } = loadManifest([
  {
    path: 'organizations.yaml',
    text: `platform: {name: acme}
organizations:
  acme:
    access-token: {type: env, value: ACME}
    environments:
      dev: {type: DEV, region: eu}
      prd: {type: PROD, region: eu}
  globex:
    access-token: {type: env, value: GLOBEX}
    environments:
      test: {type: DEV, region: us}
`,
  },
]);

function said(organizations: readonly string[], environments: readonly string[]) {
  const problems = selectionProblems(manifest, { config: 'konnect', organizations, environments });
  return problems.map(({ code, message, fix }) => `${code}: ${message}. ${fix}`);
}

describe('names in a selection', () => {
  test.each([
    [[], [], []],
    [['acme'], ['dev'], []],
    [['acme', 'globex'], ['dev', 'test'], []],
    [[], ['test'], []],
    [
      ['acmee'],
      [],
      ['selection-empty: There is no organization "acmee". Did you mean "acme"? There are acme, globex.'],
    ],
    [['nobody'], [], ['selection-empty: There is no organization "nobody". Use one of: globex, acme.']],
    [[], ['prod'], ['selection-empty: There is no environment "prod". Did you mean "prd"? There are prd, dev, test.']],
    [['acme'], ['test'], ['selection-empty: There is no environment "test". Use one of: dev, prd.']],
    [
      ['acmee'],
      ['tset'],
      [
        'selection-empty: There is no organization "acmee". Did you mean "acme"? There are acme, globex.',
        'selection-empty: There is no environment "tset". Did you mean "test"? There are test, dev, prd.',
      ],
    ],
  ])('%j %j', (organizations, environments, problems) => {
    expect(said(organizations, environments)).toEqual(problems);
  });
});

test('without an organization there is nothing to select from', () => {
  const { manifest: empty } = loadManifest([{ path: 'platform.yaml', text: 'platform: {name: acme}\n' }]);
  expect(selectionProblems(empty, { config: 'konnect', organizations: [], environments: [] })).toMatchObject([
    { code: 'manifest-required', message: 'No manifest has `organizations`, so that there is nothing to do' },
  ]);
});

test('what could not be read may be what defines a name', () => {
  const { manifest: broken } = loadManifest([{ path: 'organizations.yaml', text: 'organizations: {acme: "' }]);
  expect(selectionProblems(broken, { config: 'konnect', organizations: ['x'], environments: ['y'] })).toEqual([]);
});

const aNode: ResourceNode = {
  address: 'acme/portal',
  parts: ['acme', 'portal'],
  kind: portal,
  region: 'eu',
  isProtected: false,
  manages: new Set(),
  evaluate: () => ({ fields: {}, unknowns: [], read: new Set(), problems: [] }),
  notReady: () => undefined,
  placeOf: () => undefined,
};

describe('a run over some environments', () => {
  const graph = { organization: 'acme', nodes: [], dependencies: new Map(), names: new Map() };
  const node = (environment?: string) => ({ ...aNode, ...(environment === undefined ? {} : { environment }) });

  test.each([
    [[], 'dev', true],
    [[], undefined, true],
    [['dev'], 'dev', true],
    [['dev'], 'prd', false],
    [['dev', 'prd'], 'prd', true],
    [['dev'], undefined, true],
  ])('%j is about %s: %s', (environments, environment, selected) => {
    const { selects = () => true } = selectionOf(graph, { environments, level: 'all' });
    expect(selects(node(environment))).toBe(selected);
  });
});
