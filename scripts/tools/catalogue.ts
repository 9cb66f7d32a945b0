import { join } from 'node:path';
import { deckTool } from '@konduct/deck/release';
import { oasdiffTool } from '@konduct/repository/api-change/oasdiff-release';
import { buildArguments } from '@konduct/tool/provide/build';
import type { ToolDescription } from '@konduct/tool/provide/description';
import type { Tool, Workshop } from './tool.ts';

/** Every tool with its version. Tools that runs use as well are described in `packages`. */
export const tools: readonly Tool[] = [
  goBuild(deckTool, (version) => `decK ${version} `, '1.26.4'),
  goBuild(oasdiffTool, (version) => `oasdiff version ${version}\n`, '1.26'),
  {
    name: 'act',
    version: 'v0.2.89',
    versionArgs: ['--version'],
    versionText: 'act version 0.2.89\n',
    needs: 'Go 1.24 or newer, or act v0.2.89 on the PATH',
    install: (workshop) => goInstall(workshop, 'github.com/nektos/act', 'v0.2.89'),
  },
  {
    name: 'actionlint',
    version: 'v1.7.12',
    versionArgs: ['-version'],
    versionText: '1.7.12\n',
    needs: 'Go 1.24 or newer, or actionlint v1.7.12 on the PATH',
    install: (workshop) => goInstall(workshop, 'github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12'),
  },
  {
    name: 'zizmor',
    version: '1.32.0',
    versionArgs: ['--version'],
    versionText: 'zizmor 1.32.0\n',
    needs: 'Python 3.10 or newer with venv and pip, or zizmor 1.32.0 on the PATH',
    install: (workshop) => pipInstall(workshop, 'zizmor'),
  },
  {
    name: 'hadolint',
    version: '2.15.1',
    versionArgs: ['--version'],
    versionText: 'Haskell Dockerfile Linter 2.15.1\n',
    needs: 'Python 3.10 or newer with venv and pip, or hadolint 2.15.1 on the PATH',
    install: (workshop) => pipInstall(workshop, 'hadolint'),
  },
];

/** A tool that Konduct itself builds in the same way, from the go.mod in tools/. */
function goBuild(described: ToolDescription, versionText: (version: string) => string, go: string): Tool {
  const { name, title, versionArgs } = described;
  const version = `v${described.version}`;
  return {
    name,
    version,
    versionArgs,
    versionText: versionText(version),
    needs: `Go ${go} or newer, or ${title} ${version} on the PATH`,
    async install({ root, scratch, run }) {
      // `go install module@version` refuses decK's go.mod, because it has replacements. Ours are in tools/.
      const binary = join(scratch, name);
      await run('go', buildArguments(described, described.version, binary), { cwd: join(root, 'tools', name) });
      return binary;
    },
  };
}

/** Installs a wheel with one native binary, which does not depend on its environment. */
async function pipInstall({ root, scratch, run }: Workshop, name: string): Promise<string> {
  const environment = join(scratch, 'venv');
  await run('python3', ['-m', 'venv', environment]);
  const requirements = join(root, 'tools', name, 'requirements.txt');
  const strict = ['--require-hashes', '--only-binary=:all:', '--no-deps', '--no-input'];
  await run(join(environment, 'bin/pip'), ['install', '--quiet', ...strict, '--requirement', requirements]);
  return join(environment, 'bin', name);
}

async function goInstall({ scratch, run }: Workshop, path: string, version: string): Promise<string> {
  await run('go', ['install', '-trimpath', `${path}@${version}`], { cwd: scratch, env: { GOBIN: scratch } });
  return join(scratch, path.slice(path.lastIndexOf('/') + 1));
}
