import { maxResources } from '@konduct/core/blueprint/expand';
import { maxItems } from '@konduct/core/blueprint/item';
import { link, platformOf, show } from '@konduct/core/blueprint/platform.fixture';
import { blueprintSchema } from '@konduct/core/blueprint/raw';
import { maxDepth, primitiveNames } from '@konduct/core/blueprint/type-expression';
import { limits, maxSourceLength } from '@konduct/core/cel/engine';
import { longestRange } from '@konduct/core/cel/functions/lists';
import { deepestNesting } from '@konduct/core/cel/inspection';
import { mostIterations } from '@konduct/core/cel/iteration-budget';
import { longestPattern } from '@konduct/core/cel/pattern';
import { diagnosticCodes } from '@konduct/core/diagnostic/codes';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { describe, expect, test } from 'vitest';
import { type Block, blocksOf, readPage } from './page.ts';

const page = readPage('docs/reference/blueprints.md');
const blocks = blocksOf(page);

const services = `kong-air/rosters:
  name: rosters
  description: Who flies when
  git: {remote: https://github.com/kong-air/rosters.git}
`;

function manifestWith(listed: string): string {
  return `platform: {name: kong-air}
teams:
  crew:
    services:
${listed.replace(/^(?=.)/gm, '      ')}organizations:
  kong-air:
    access-token: {type: env, value: KONG_AIR_KONNECT_TOKEN}
    environments:
      dev: {type: DEV, region: eu}
`;
}

/** The blueprint \`service\` around resources, or around more fields of its spec. */
function service({ spec = '', resources = '  []\n' }): string {
  return `apiVersion: konduct/v1
kind: Blueprint
metadata: {name: service}
schema:
  spec:
    environment: Environment | required=true
    service: Service | required=true
    portal: Portal | required=true
    controlPlane: ControlPlane | required=true
    tier: string | enum="silver,gold" default=silver
${spec.replace(/^(?=.)/gm, '    ')}resources:
${resources.replace(/^(?=.)/gm, '  ')}`;
}

/** The page's blueprints that manifests name, by name. */
const named = new Map(
  blocks.flatMap(({ values, text }): [string, string][] => {
    const name = values.get('blueprint');
    return name === undefined || name === 'service' ? [] : [[name, text]];
  }),
);

/**
 * The diagnostics of a block in its context. As in a run, blueprints are expanded only if they link. Blocks with schema
 * fields alone are not expanded, because no manifest has values for them.
 */
function diagnosticsOf({ words, values, text }: Block): readonly Diagnostic[] {
  const [what] = words;
  if (what === 'services') return platformOf(manifestWith(text), Object.fromEntries(named)).diagnostics;
  const name = values.get('blueprint') ?? 'service';
  const own = what === 'resources' ? service({ resources: text }) : what === 'spec' ? service({ spec: text }) : text;
  const linked = link([{ path: `${name}.yaml`, text: own }]);
  if (what === 'spec' || linked.diagnostics.length > 0) return linked.diagnostics;
  const parameters = what === 'resources' ? '  parameters: {tier: gold}\n' : '';
  const { diagnostics, graph } = platformOf(manifestWith(`${services}${parameters}`), { [name]: own });
  if (name === 'service' && !values.has('error'))
    expect(graph.nodes.map(({ address }) => address).join('\n')).toContain('rosters');
  return diagnostics;
}

test.each(blocks)('the example on line $line is what it says it is', (block) => {
  const [what] = block.words;
  expect([what ?? [...block.values.keys()][0]], 'what a block of the page can be').toSatisfy(([each]: [string]) =>
    ['resources', 'spec', 'services', 'blueprint'].includes(each),
  );
  const diagnostics = diagnosticsOf(block);
  const error = block.values.get('error');
  if (error === undefined) expect(diagnostics.map(show)).toEqual([]);
  else expect(new Set(diagnostics.map(({ code }) => code)), diagnostics.map(show).join('\n')).toEqual(new Set([error]));
});

test('every error of the language has an example that produces it', () => {
  const shown = new Set(blocks.flatMap(({ values }) => values.get('error') ?? []));
  // `field-kept` is a warning of plans and not an error of blueprints.
  const ofTheLanguage = Object.keys(diagnosticCodes).filter(
    (code) => /^(blueprint|schema|parameter|expression|identity|collection|field)-/.test(code) && code !== 'field-kept',
  );
  expect([...shown].filter((code) => code !== 'region-unknown').toSorted()).toEqual(ofTheLanguage.toSorted());
});

describe('the page leaves nothing out', () => {
  const keysOf = (schema: object): string[] => Object.keys((schema as { properties: object }).properties);

  test.each([
    [
      'key',
      [
        ...keysOf(blueprintSchema),
        ...keysOf(blueprintSchema.properties.metadata),
        ...keysOf(blueprintSchema.properties.schema),
      ],
    ],
    ['key of a resource', keysOf(blueprintSchema.$defs.resource)],
    ['type', primitiveNames],
  ])('every %s', (_, names) => {
    const missing = names.filter((name) => !new RegExp(`^\\| \`(?:[\\w.[\\]]*\\.)?${name}\` \\|`, 'm').test(page));
    expect(missing).toEqual([]);
  });

  test('every limit', () => {
    const { maxAstNodes, maxCallArguments, maxListElements, maxMapEntries } = limits;
    expect(maxMapEntries).toBe(maxListElements);
    const rows: [string, number][] = [
      ['iterators of a `forEach`', blueprintSchema.$defs.resource.properties.forEach.maxItems],
      ['items of a `forEach`', maxItems],
      ['resources of an organization', maxResources],
      ['levels of `[]` and `map[string]` in a type', maxDepth],
      ['characters of an expression', maxSourceLength],
      ['parts of an expression', maxAstNodes],
      ['levels of an expression', limits.maxDepth],
      ['items of a list literal, keys of a map literal', maxListElements],
      ['arguments of a call', maxCallArguments],
      ['loops (`map`, `filter`, …) inside each other', deepestNesting],
      ['rounds of all loops of an expression', mostIterations],
      ['items of `lists.range`', longestRange],
      ['characters of a regular expression', longestPattern],
    ];
    const [, table = ''] = page.split('## Limits\n');
    const written = [...(table.split('\n## ')[0] ?? '').matchAll(/^\| (.*) \| (\d+) \|$/gm)];
    expect(written.map(([, what, most]) => [what, Number(most)])).toEqual(rows);
  });
});
