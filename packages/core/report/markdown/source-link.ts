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
 * The commit a specification was read from and who wrote it: a link where its repository has pages, to everything since
 * the commit that was staged before; else its id alone.
 *
 * @param server the address of the GitHub that the run is at, when it is at one
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

/** What becomes part of an address comes from a file that people can edit. */
function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,64}$/.test(text);
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
