import { execFileSync } from 'node:child_process';
import type { CorpusFile } from './documents.ts';

/** Makes a bare repository whose branch `dev` has no commit yet. */
export function createRepository(directory: string): void {
  git(directory, ['init', '--quiet', '--bare', '--initial-branch=dev', directory]);
  git(directory, ['config', 'uploadpack.allowFilter', 'true']);
}

/** Makes `dev`, which an environment of the type DEV reads, a commit of exactly these files. */
export function commitFiles(directory: string, files: readonly CorpusFile[]): void {
  const parts: Buffer[] = [
    Buffer.from('commit refs/heads/dev\ncommitter Corpus <corpus@konduct.example> 1767225600 +0000\ndata 6\ncorpus\n'),
  ];
  for (const { path, bytes, isLink } of files) {
    const mode = isLink ? '120000' : '100644';
    parts.push(Buffer.from(`M ${mode} inline ${quoted(path)}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n'));
  }
  git(directory, ['fast-import', '--quiet', '--force'], Buffer.concat(parts));
}

function quoted(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function git(directory: string, args: readonly string[], input?: Buffer): void {
  execFileSync('git', args, {
    cwd: args[0] === 'init' ? '/' : directory,
    stdio: ['pipe', 'ignore', 'inherit'],
    ...(input ? { input } : {}),
    env: { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
  });
}
