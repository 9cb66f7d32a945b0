import { join } from 'node:path';
import type { Tool, Workshop } from './tool.ts';

const deckVersion = 'v1.64.0';
const oasdiffVersion = 'v1.32.0';

/** Every tool with its version; the only place that names one. */
export const tools: readonly Tool[] = [
  {
    name: 'deck',
    version: deckVersion,
    versionArgs: ['version'],
    versionText: `decK ${deckVersion} `,
    needs: `Go 1.26.4 or newer, or decK ${deckVersion} on the PATH`,
    async install({ root, scratch, run }) {
      // Not `go install module@version`: decK's go.mod has replacements, which that refuses. Ours are in tools/deck.
      const binary = join(scratch, 'deck');
      const flags = ['-trimpath', '-buildvcs=false', '-mod=readonly'];
      const link = ['-ldflags', `-s -w -X github.com/kong/deck/cmd.VERSION=${deckVersion}`];
      await run('go', ['build', ...flags, ...link, '-o', binary, 'github.com/kong/deck'], {
        cwd: join(root, 'tools/deck'),
      });
      return binary;
    },
  },
  {
    name: 'oasdiff',
    version: oasdiffVersion,
    versionArgs: ['--version'],
    versionText: `oasdiff version ${oasdiffVersion}\n`,
    needs: `Go 1.26 or newer, or oasdiff ${oasdiffVersion} on the PATH`,
    async install({ root, scratch, run }) {
      const binary = join(scratch, 'oasdiff');
      const flags = ['-trimpath', '-buildvcs=false', '-mod=readonly'];
      const link = ['-ldflags', `-s -w -X github.com/oasdiff/oasdiff/build.Version=${oasdiffVersion}`];
      await run('go', ['build', ...flags, ...link, '-o', binary, 'github.com/oasdiff/oasdiff'], {
        cwd: join(root, 'tools/oasdiff'),
      });
      return binary;
    },
  },
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
    async install({ root, scratch, run }) {
      const environment = join(scratch, 'venv');
      await run('python3', ['-m', 'venv', environment]);
      const requirements = join(root, 'tools/zizmor/requirements.txt');
      const strict = ['--require-hashes', '--only-binary=:all:', '--no-deps', '--no-input'];
      await run(join(environment, 'bin/pip'), ['install', '--quiet', ...strict, '--requirement', requirements]);
      // The wheel holds one native binary that needs nothing of its environment.
      return join(environment, 'bin/zizmor');
    },
  },
];

async function goInstall({ scratch, run }: Workshop, path: string, version: string): Promise<string> {
  await run('go', ['install', '-trimpath', `${path}@${version}`], { cwd: scratch, env: { GOBIN: scratch } });
  return join(scratch, path.slice(path.lastIndexOf('/') + 1));
}
