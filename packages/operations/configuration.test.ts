import { builtinFiles } from '@konduct/core/builtin.generated';
import { showRange } from '@konduct/core/source/range';
import { expect, test } from 'vitest';
import { configure } from './configuration.ts';
import { folder, optionsFor, smallPlatform } from './folder.fixture.ts';

const service = builtinFiles.find(({ path }) => path.endsWith('/service.yaml'))?.text ?? '';

function findings(files: Readonly<Record<string, string>>): string[] {
  const { diagnostics } = configure(optionsFor(folder({ ...smallPlatform, ...files })), true);
  return diagnostics.map(({ code, at }) => `${code} ${at ? showRange(at) : ''}`);
}

test('a platform in order has graphs and no findings', () => {
  const { organizations, diagnostics } = configure(optionsFor(folder(smallPlatform)), true);
  expect(diagnostics).toEqual([]);
  expect(organizations[0]?.graph.nodes.length).toBeGreaterThan(3);
});

test('nothing is expanded by blueprints with an error', () => {
  const broken = service.replace('schema.spec.service.apiName}', 'schema.spec.service.apiNam}');
  expect(broken).not.toBe(service);
  expect(findings({ 'konnect/blueprints/service.yaml': broken })).toEqual([
    expect.stringMatching(/^expression-unknown-name konnect\/blueprints\/service\.yaml:\d/),
  ]);
});

test('an expression that cannot be decided is reported once, however many instances have it', () => {
  const undecided = service.replace(
    '  - id: publication\n    kind: APIPublication\n',
    '  - id: publication\n    kind: APIPublication\n    includeWhen:\n      - ${api.id != ""}\n',
  );
  expect(undecided).not.toBe(service);
  const environments =
    smallPlatform['konnect/organizations.yaml']?.concat('      test: {type: DEV, region: us}\n') ?? '';
  const found = findings({
    'konnect/organizations.yaml': environments,
    'konnect/blueprints/service.yaml': undecided,
  });
  expect(found.filter((text) => text.startsWith('identity-unknown'))).toHaveLength(1);
});
