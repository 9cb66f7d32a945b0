import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { exitCodeOf, failureReasons } from '../../packages/core/run/outcome.ts';

const root = path.join(import.meta.dirname, '../..');

test.each(globSync('actions/*/README.md', { cwd: root }))('%s has the exit codes that runs end with', (name) => {
  const rows = [...readFileSync(path.join(root, name), 'utf8').matchAll(/^\| `([a-z-]+)` \| (\d) \|/gm)];
  for (const [, reason, code] of rows) {
    const known = failureReasons.find((each) => each === reason);
    expect(known, `${reason} is no reason`).toBe(reason);
    expect(String(exitCodeOf(known)), reason).toBe(code);
  }
});
