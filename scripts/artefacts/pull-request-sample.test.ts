import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pullRequestSample } from './pull-request-sample.ts';

test('the README of stage-spec shows the text that pull requests have', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../actions/stage-spec/README.md'), 'utf8');
  expect(readme).toContain(`\n${pullRequestSample()}\n`);
});
