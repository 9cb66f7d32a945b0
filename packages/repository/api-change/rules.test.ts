import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { oasdiffRules } from '../../../scripts/artefacts/oasdiff-rules.ts';
import { knownRules } from './rules.ts';

const [artefact] = await oasdiffRules();

test.skipIf(artefact === undefined)('the list of rules is that of oasdiff', async () => {
  expect(await readFile(artefact?.path ?? '', 'utf8')).toBe(artefact?.text);
});

test('a rule has the places that it looks at', () => {
  expect(knownRules().get('api-path-removed-without-deprecation')).toEqual(['paths.*']);
  expect(knownRules().get('request-parameter-type-changed')).toContain('paths.*.*.parameters.*.schema.type');
  expect(knownRules().get('api-security-asks-for-more')).toEqual([]);
});
