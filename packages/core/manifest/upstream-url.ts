/** An address that a gateway service can send its traffic to. */
export interface UpstreamAddress {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  /** Undefined where the address has no path. */
  readonly path: string | undefined;
}

/**
 * Whether a gateway service can have this host: an address of IPv6 without brackets, or labels of letters, digits, `-`
 * and `_`, of which none is empty or ends in `-`; a dot may be last (the rule of Kong Gateway).
 */
export function isGatewayHost(host: string): boolean {
  if (host.includes(':')) return URL.canParse(`http://[${host}]/`);
  return host.length <= 256 && /^(?:[\w-]*\w\.)*[\w-]*\w\.?$/.test(host);
}

const defaultPorts: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['grpc', 80],
  ['grpcs', 443],
]);

/**
 * Reads an address, or returns its mistake as a clause that follows the name of the key. The address is not quoted: it
 * may hold a password.
 */
export function parseUpstreamUrl(text: string): UpstreamAddress | { readonly problem: string } {
  const [, protocol = '', authority = '', rest = ''] = /^([A-Za-z][\w+.-]*):\/\/([^/?#\s]*)(\S*)$/.exec(text) ?? [];
  const port = defaultPorts.get(protocol.toLowerCase());
  if (port === undefined) {
    return { problem: `is no address of one of the protocols ${[...defaultPorts.keys()].join(', ')}` };
  }
  if (authority.includes('@')) return { problem: 'has a name or a password in its address' };
  if (/[?#]/.test(rest)) return { problem: 'has a query or a fragment, which no gateway service has' };
  if (!/^[\w\-.~%!&'()*+,;=:@/]*$/.test(rest)) return { problem: 'has characters in its path that no address has' };
  if (rest.includes('//')) return { problem: 'has an empty part in its path (`//`), which no gateway service has' };
  const [, given = '', digits] = /^(\[[\da-fA-F:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/.exec(authority) ?? [];
  const host = given.replace(/^\[|\]$/g, '');
  if (!isGatewayHost(host) || (digits !== undefined && (Number(digits) < 1 || Number(digits) > 65535)))
    return { problem: 'has no host or port in its address that could be reached' };
  return {
    protocol: protocol.toLowerCase(),
    host,
    port: digits === undefined ? port : Number(digits),
    path: rest === '' ? undefined : rest,
  };
}
