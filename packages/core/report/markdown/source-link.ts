import { parseRemote } from '../../manifest/remote.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';

interface Source {
  readonly repository?: string;
  readonly branch?: string;
  readonly commit?: string;
  readonly author?: string;
  readonly before?: { readonly commit?: string };
}

/**
 * The commit of a specification and its author. If the repository is on the run's GitHub, the commit is a link, to all
 * changes since the commit staged before where there is one.
 *
 * @param server the address of the run's GitHub; undefined for a run outside of GitHub
 */
export function commitLink({ repository, branch, commit, author, before }: Source, server?: string): string {
  if (commit === undefined) return branch === undefined ? '' : codeSpan(branch, 'cell');
  const text = `${branch === undefined ? '' : `${codeSpan(branch, 'cell')} `}`;
  const old = before?.commit === undefined || before.commit === commit ? undefined : before.commit;
  const id = codeSpan(`${old === undefined ? '' : `${old.slice(0, 7)}…`}${commit.slice(0, 7)}`, 'cell');
  const page = repository === undefined ? undefined : pageOf(repository, server);
  const target = old === undefined ? `commit/${commit}` : `compare/${old}...${commit}`;
  const link = page === undefined || !isCommit(old ?? commit) ? id : `[${id}](${page}/${target})`;
  return `${text}${link}${author === undefined ? '' : ` by ${escapeMarkdown(author)}`}`;
}

/** Whether text is a commit's id. It comes from a file that people can edit, and becomes part of an address. */
function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,64}$/.test(text);
}

/**
 * The page of a repository on the run's GitHub. Undefined for a repository elsewhere: the addresses of its pages are
 * unknown.
 */
function pageOf(repository: string, server: string | undefined): string | undefined {
  const remote = parseRemote(repository);
  if (!remote || remote.protocol === 'file' || !/^[\w.-]+\/[\w.-]+$/.test(remote.path)) return undefined;
  const host = remote.host.replace(/:\d+$/, '');
  const known = ['https://github.com', ...(server === undefined ? [] : [server])].map((address) => new URL(address));
  const home = known.find(({ hostname }) => hostname === host);
  return home && `${home.origin}/${remote.path}`;
}
