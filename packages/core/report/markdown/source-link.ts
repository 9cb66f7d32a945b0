import { parseRemote } from '../../manifest/remote.ts';
import { codeSpan } from './escape.ts';

/** The commit a specification was read from: a link where its repository has pages, else its id alone. */
export function commitLink({
  repository,
  branch,
  commit,
}: {
  readonly repository?: string;
  readonly branch?: string;
  readonly commit?: string;
}): string {
  if (commit === undefined) return branch === undefined ? '' : codeSpan(branch, 'cell');
  const text = `${branch === undefined ? '' : `${codeSpan(branch, 'cell')} `}`;
  const id = codeSpan(commit.slice(0, 7), 'cell');
  const remote = repository === undefined ? undefined : parseRemote(repository);
  // GitHub has a page for every commit of a repository; for the rest of the world nobody knows.
  const isGitHub =
    remote !== undefined && remote.protocol !== 'file' && remote.host.replace(/:\d+$/, '') === 'github.com';
  if (!isGitHub || !/^[\w.-]+\/[\w.-]+$/.test(remote.path)) return `${text}${id}`;
  return `${text}[${id}](https://github.com/${remote.path}/commit/${commit})`;
}
