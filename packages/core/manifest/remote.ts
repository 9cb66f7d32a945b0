import { looksLikeToken } from './token.ts';

/** The address of a repository, independent of the form of its URL. */
export interface Remote {
  readonly protocol: 'https' | 'ssh' | 'file';
  /** Empty for a file. */
  readonly host: string;
  /** Without slashes around it and without `.git`. */
  readonly path: string;
}

/** Reads a git remote: https, ssh, file, or the short `git@host:path`. Undefined for anything else. */
export function parseRemote(text: string): Remote | undefined {
  // Git would take these for options or run them: `-oProxyCommand=…`, `ext::sh -c …`. Control characters fool readers.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (text.startsWith('-') || /[\s\\\u0000-\u001f\u007f]/.test(text)) return undefined;
  // Most remotes. This match is much cheaper than parsing a URL.
  const plain = /^https:\/\/([A-Za-z0-9][A-Za-z0-9.-]*)(\/[\w-][\w./-]*)$/.exec(text);
  if (plain?.[1] !== undefined && plain[2] !== undefined) return remote('https', plain[1], plain[2]);
  const short = /^(?:[A-Za-z0-9._-]+@)?([A-Za-z0-9][A-Za-z0-9.-]*):(?!\/\/)(?!:)([^:]+)$/.exec(text);
  if (short?.[1] !== undefined && short[2] !== undefined) return remote('ssh', short[1], short[2]);
  const url = /^(https|ssh|file):\/\//.test(text) ? URL.parse(text) : null;
  if (!url) return undefined;
  if (url.protocol === 'file:') return url.host === '' ? remote('file', '', url.pathname) : undefined;
  if (url.hostname === '' || url.hostname.startsWith('-')) return undefined;
  if (url.protocol === 'ssh:') return remote('ssh', url.host, url.pathname);
  return remote('https', url.host, url.pathname);
}

function remote(protocol: Remote['protocol'], host: string, pathname: string): Remote | undefined {
  const path = pathname.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return path === '' ? undefined : { protocol, host: host.toLowerCase(), path };
}

/**
 * A text that is equal for remotes that are certainly the same on any server: it evens out the case of the host, the
 * default port and slashes at the end.
 */
export function sameRemoteText(text: string): string {
  const url = /^(?:https|ssh):\/\//.test(text) ? URL.parse(text) : null;
  if (!url) return text.replace(/^(?:[^@/:]*@)?[^@/:]+:(?!\/\/)/, lowerHost).replace(/\/+$/, '');
  url.pathname = url.pathname.replace(/\/+$/, '');
  if (url.protocol === 'ssh:') {
    url.hostname = url.hostname.toLowerCase();
    if (url.port === '22') url.port = '';
  }
  return url.href;
}

/** `user@HOST:` with the host in small letters. */
function lowerHost(login: string): string {
  const at = login.indexOf('@') + 1;
  return login.slice(0, at) + login.slice(at).toLowerCase();
}

/**
 * The remote without the parts that may be secret: the user and password of https, the password of ssh, a user of ssh
 * that is a token, and any query and fragment, which git ignores.
 */
export function withoutCredentials(text: string): string {
  const plain = text
    .replace(/^(https?:\/\/)[^/?#]*@/i, '$1')
    .replace(/^(ssh:\/\/[^/?#:@]*):[^/?#]*@/i, '$1@')
    .replace(/^((?:https?|ssh):\/\/[^?#]*)[?#].*$/is, '$1');
  const [, start = '', user = ''] = /^(ssh:\/\/)?([^/?#:@]*)@/i.exec(plain) ?? [];
  return looksLikeToken(user) ? `${start}${plain.slice(start.length + user.length + 1)}` : plain;
}

/** A text that is equal for all ways to write one repository's remote, for comparing. */
export function remoteIdentity(remote: Remote): string {
  // Forges ignore case in the paths of repositories, and https and ssh lead to the same one.
  return `${remote.host.replace(/:\d+$/, '')}/${remote.path}`.toLowerCase();
}
