import { expect, test } from 'vitest';
import { planFileOf, renderPlanFile } from './plan-file.ts';
import { readPlanFile } from './reading.ts';

const clean = (text: string): string => text;
const file = planFileOf({
  konduct: '1.2.3',
  options: {
    config: 'konnect',
    manifest: [],
    organizations: [],
    environments: [],
    level: 'all',
    adopt: 'by-name',
    prune: 'off',
    replace: false,
    'force-delete': [],
    'allow-deletes': false,
  },
  inputs: { 'konnect/a.yaml': '00' },
  organizations: [],
  clean,
  pathOf: clean,
});
const text = renderPlanFile(file);

function reading(changed: string): string {
  const found = readPlanFile({ path: 'plan.json', text: changed }, '1.2.3');
  if (found.type === 'file') return 'read';
  const { code, message, cause, at } = found.diagnostic;
  return `${at?.start.line}:${at?.start.column} ${code}: ${message}. ${cause}`;
}

test('what Konduct wrote is read as it is', () => {
  expect(readPlanFile({ path: 'plan.json', text }, '1.2.3')).toEqual({ type: 'file', file });
});

test.each([
  ['', '1:1 plan-stale: plan.json is no plan file. It is not JSON: it was cut off, or edited'],
  ['[]', '1:1 plan-stale: plan.json is no plan file. It is JSON of another kind'],
  ['{}', '1:1 plan-stale: plan.json has another format. Its `format` is missing, and this Konduct reads and writes 1'],
  [
    text.replace('"1.2.3"', '"1.2.4"'),
    '4:3 plan-stale: plan.json was made by Konduct 1.2.4, and this is 1.2.3. Another version may plan something else from the same files',
  ],
  [
    text.replace('"mode": "apply"', '"mode": "release"'),
    '5:3 plan-stale: plan.json is a plan of release, and only one of apply is carried out. Each mode does something else',
  ],
  [
    text.replace('"replace": false', '"replace": 0'),
    '1:1 plan-stale: plan.json was changed after Konduct wrote it. `options.replace` must be boolean',
  ],
  [
    text.replace('"replace": false', '"replace":  false'),
    '14:16 plan-stale: plan.json was changed after Konduct wrote it. White space or spelling is not as Konduct writes it here',
  ],
  [
    `${text}\n`,
    `${text.split('\n').length}:1 plan-stale: plan.json was changed after Konduct wrote it. White space or spelling is not as Konduct writes it here`,
  ],
  [
    `\uFEFF${text}`,
    '1:1 plan-stale: plan.json was changed after Konduct wrote it. It begins with a byte order mark, which some editors add',
  ],
  [
    text.replace('"mode": "apply"', '"mode": "adopt", "mode": "apply"'),
    '5:13 plan-stale: plan.json was changed after Konduct wrote it. White space or spelling is not as Konduct writes it here',
  ],
  [
    text.replace('konnect/a.yaml', 'konnect/b.yaml'),
    '20:3 plan-stale: plan.json was changed after Konduct wrote it. The part `inputs` is not what its digest in `parts` says',
  ],
  [
    text.replace(file.digest, '0'.repeat(64)),
    '27:3 plan-stale: plan.json was changed after Konduct wrote it. Its `digest` is not that of its content',
  ],
])('an edited one is refused (%#)', (changed, expected) => {
  expect(reading(changed)).toBe(expected);
});

test('a snapshot is named as one, also by another version and when it was edited', () => {
  const snapshot = '\uFEFF{ "$schema": "https://example.test/schemas/snapshot.schema.json", "format": 7 }';
  expect(readPlanFile({ path: 'seen.json', text: snapshot }, '1.2.3')).toMatchObject({
    diagnostic: {
      code: 'plan-stale',
      message: 'seen.json is a snapshot and no plan file',
      fix: 'Plan against it with `konduct plan --snapshot`, or name a file that `konduct plan --plan-file` wrote.',
    },
  });
});

test('a value that is nested without end is refused, too', () => {
  const field = `{ "path": "x", "after": ${'['.repeat(50_000)}${']'.repeat(50_000)} }`;
  const change = `{ "action": "create", "kind": "API", "name": "x", "address": "x", "region": "eu", "fields": [${field}] }`;
  const organization = `{ "name": "x", "id": "x", "owner": "x", "extent": { "type": "part" }, "summary": {}, "changes": [${change}], "left": [], "secrets": {}, "observed": {} }`;
  expect(reading(text.replace('"organizations": []', `"organizations": [${organization}]`))).toMatch(
    /^1:1 plan-stale: plan.json was changed after Konduct wrote it/,
  );
});
