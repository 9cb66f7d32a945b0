import path from 'node:path';
import { startSimulator } from '@konduct/simulator/simulator';
import { expect, test } from 'vitest';
import { findTool } from '../../scripts/tools/place.ts';
import { startProgram } from '../e2e/built.ts';
import { copyExample, exampleEnvironment } from '../e2e/example.ts';
import { apply } from '../e2e/run.ts';

const program = path.resolve(import.meta.dirname, '../../packages/cli/main.ts');
const deck = await findTool('deck');

test.skipIf(!deck)('deck sync --every syncs what differs, and is silent while nothing does', async () => {
  const platform = copyExample();
  const konnect = await startSimulator({ proxyPort: 0 });
  try {
    await apply(platform, konnect, { environment: exampleEnvironment });
    konnect.resetLog();
    const environment = {
      ...exampleEnvironment,
      PATH: [path.dirname(deck ?? ''), process.env.PATH].join(path.delimiter),
      HTTPS_PROXY: konnect.proxyUrl ?? '',
      SSL_CERT_FILE: konnect.caFile ?? '',
    };
    const args = ['deck', 'sync', '--every', '1s', '--environments', 'dev', '--verbose'];
    const loop = startProgram(program, args, { cwd: platform.workspace, environment });
    await loop.printed(/Round 1: changed\.\n/);
    const writes = () => konnect.log().filter(({ method }) => method !== 'GET').length;
    const before = writes();
    expect(before).toBeGreaterThan(0);
    await loop.printed(/Round 3: unchanged\.\n/);
    expect(writes()).toBe(before);
    loop.kill('SIGTERM');
    const { exitCode, stderr } = await loop.ended;
    expect(exitCode, stderr).toBe(0);
  } finally {
    await konnect.close();
    platform.remove();
  }
});
