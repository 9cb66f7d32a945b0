/** Which host of the machine that asks for it an address means; undefined for a host of its own. */
export type OwnHost = 'machine' | 'metadata';

/**
 * Whether a host is the machine itself, or the metadata service of its cloud. The host is read as `new URL` does, so
 * that `127.1`, `0x7f000001`, `2130706433` and `[::ffff:127.0.0.1]` are `127.0.0.1`.
 *
 * @param host a name or an address; one of IPv6 may be without its brackets
 */
export function ownHost(host: string): OwnHost | undefined {
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const address = `http://${bracketed}/`;
  const name = (URL.canParse(address) ? new URL(address).hostname : host.toLowerCase()).replace(/\.$/, '');
  const four = fourOf(name) ?? name;
  if (/^(?:localhost|.*\.localhost|(?:127|0)(?:\.\d+){3}|\[::1?\])$/.test(four)) return 'machine';
  return /^(?:169\.254(?:\.\d+){2}|\[fd00:ec2::254\]|metadata\.google\.internal)$/.test(four) ? 'metadata' : undefined;
}

/** The address of IPv4 in one of IPv6 that maps it, as in `[::ffff:7f00:1]`. */
function fourOf(name: string): string | undefined {
  const [, high, low] = /^\[::(?:ffff:)?([\da-f]{1,4}):([\da-f]{1,4})\]$/.exec(name) ?? [];
  if (high === undefined || low === undefined) return undefined;
  return [high, low]
    .map((part) => Number.parseInt(part, 16))
    .flatMap((part) => [part >> 8, part & 0xff])
    .join('.');
}

/** Whether a line `host: …` of a configuration may be such a host, by its text alone. */
export const mayBeOwnHost =
  /^(?:- | {2})host: *['"]?(?:\S*localhost\.?['"]?\s*$|\S*:|(?:\S*\.)?\d[\da-fx]*\.?['"]?\s*$|metadata\.)/im;
