import { looksLikeToken } from './token.ts';

/** Where a repository is, whatever way its URL is written. */
export interface Remote {
  readonly protocol: 'https' | 'ssh' | 'file';
  /** Empty for a file. */
  readonly host: string;
  /** Without slashes around it and without `.git`. */
  readonly path: string;
}

/** Reads a git remote: https, ssh, file, or the short `git@host:path`. Undefined for anything else. */
export function parseRemote(text: string): Remote | undefined {
  // Git would take these for options or run them: `-oProxyCommand=…`, `ext::sh -c …`. Control characters fool the eye.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (text.startsWith('-') || /[\s\\\u0000-\u001f\u007f]/.test(text)) return undefined;
  // What nearly every remote looks like, without the cost of a whole URL parser.
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
 * The same text for remotes that are surely the same, whoever answers: nothing but the case of a host, its usual port
 * and slashes at the end are made alike.
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
 * The remote without what may be a secret in it: the user and password of https, the password of ssh, a user of ssh that
 * is a token, and the query and fragment of any, which git has no use for.
 */
export function withoutCredentials(text: string): string {
  const plain = text
    .replace(/^(https?:\/\/)[^/?#]*@/i, '$1')
    .replace(/^(ssh:\/\/[^/?#:@]*):[^/?#]*@/i, '$1@')
    .replace(/^((?:https?|ssh):\/\/[^?#]*)[?#].*$/is, '$1');
  const [, start = '', user = ''] = /^(ssh:\/\/)?([^/?#:@]*)@/i.exec(plain) ?? [];
  return looksLikeToken(user) ? `${start}${plain.slice(start.length + user.length + 1)}` : plain;
}

/** The same text for every way to write one repository, for comparing. */
export function remoteIdentity(remote: Remote): string {
  // Forges look repositories up without regard to case, and the same one is reached by https and ssh.
  return `${remote.host.replace(/:\d+$/, '')}/${remote.path}`.toLowerCase();
}
