import { mkdtempSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { toolsFolder } from '../scripts/tools/place.ts';

// Before every test file: a home and a place for temporary files of its own, and nothing of the person or the job that
// runs the tests, such as a token, a proxy, the settings of git or decK, or what GitHub tells a step.

/** What the system needs to start programs, what Vitest tells its workers, and what the tests themselves can be told. */
const kept =
  /^(?:PATH|PATHEXT|SYSTEMROOT|WINDIR|COMSPEC|CI|(?:VITEST|NODE)_.*|VITEST|TEST|MODE|DEV|PROD|SSR|BASE_URL|KONDUCT_(?:DECK|SHARED)|\w+_(?:RUNS|PAIRS|SEED))$/i;

const folder = mkdtempSync(path.join(tmpdir(), 'konduct-test-'));
const tools = toolsFolder();
for (const name of Object.keys(process.env)) if (!kept.test(name)) delete process.env[name];
Object.assign(process.env, {
  HOME: folder,
  TMPDIR: folder,
  KONDUCT_TOOLS: tools,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
});
// Node's own settings would change how certificates are checked, or what every child prints.
for (const name of ['NODE_TLS_REJECT_UNAUTHORIZED', 'NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS', 'NODE_DEBUG'])
  delete process.env[name];

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
