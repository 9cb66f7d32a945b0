import { parseRemote } from '../../manifest/remote.ts';
import { codeSpan } from './escape.ts';

interface Source {
  readonly repository?: string;
  readonly branch?: string;
  readonly commit?: string;
}

/**
 * The commit a specification was read from: a link where its repository has pages, else its id alone.
 *
 * @param server the address of the GitHub that the run is at, when it is at one
 */
export function commitLink({ repository, branch, commit }: Source, server?: string): string {
  if (commit === undefined) return branch === undefined ? '' : codeSpan(branch, 'cell');
  const text = `${branch === undefined ? '' : `${codeSpan(branch, 'cell')} `}`;
  const id = codeSpan(commit.slice(0, 7), 'cell');
  const page = repository === undefined ? undefined : pageOf(repository, server);
  return page === undefined ? `${text}${id}` : `${text}[${id}](${page}/commit/${commit})`;
}

/** GitHub has a page for every repository; for the rest of the world nobody knows. */
function pageOf(repository: string, server: string | undefined): string | undefined {
  const remote = parseRemote(repository);
  if (!remote || remote.protocol === 'file' || !/^[\w.-]+\/[\w.-]+$/.test(remote.path)) return undefined;
  const host = remote.host.replace(/:\d+$/, '');
  const known = ['https://github.com', ...(server === undefined ? [] : [server])].map((address) => new URL(address));
  const home = known.find(({ hostname }) => hostname === host);
  return home && `${home.origin}/${remote.path}`;
}
