/** An address that a gateway service can send its traffic to. */
export interface UpstreamAddress {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  /** Undefined where the address has no path. */
  readonly path: string | undefined;
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
  const [, host = '', given] = /^(\[[\da-fA-F:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/.exec(authority) ?? [];
  if (host === '' || (given !== undefined && (Number(given) < 1 || Number(given) > 65535)))
    return { problem: 'has no host or port in its address that could be reached' };
  return {
    protocol: protocol.toLowerCase(),
    host: host.replace(/^\[|\]$/g, ''),
    port: given === undefined ? port : Number(given),
    path: rest === '' ? undefined : rest,
  };
}
