#!/usr/bin/env node
// What `konduct` starts with, copied to dist/cli/index.js as it is. Any Node.js can read it, so that one that is too old
// can hand over to the one `npm ci` brought, or say what it needs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const locked = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Node.js keeps what it made of the code for the next start, which takes half the time then. In the user's own folder:
  // what is kept is run, and the folder for temporary files belongs to everybody.
  module.enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'konduct'));
  await import('./main.js');
} else if (existsSync(locked) && !process.env.KONDUCT_LAUNCHED) {
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(locked, args, { stdio: 'inherit', env: { ...process.env, KONDUCT_LAUNCHED: '1' } });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // A terminal sends Ctrl-C to both processes; only the other one has something to finish.
  process.on('SIGINT', () => {});
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  process.stderr.write(`konduct needs Node.js 24 or newer; this is ${process.version}.\n`);
  process.exitCode = 1;
}
