import { hostKind } from '../handle.ts';
import { GLOBAL_HOST, type Host, REGIONS } from '../request.ts';

/** The target of a request: a Konnect host and a path on it. */
export interface Address {
  readonly host: Host;
  readonly path: string;
}

const HOST_NAME = /^([a-z]+)\.api\.konghq\.com(:\d+)?$/i;
const HOSTS = new Set([GLOBAL_HOST, ...REGIONS]);

/** The region of requests that name none. */
const DEFAULT_REGION = 'us';

/** The Konnect host for a host name; undefined for any other name. */
export function hostOf(name: string | undefined): Host | undefined {
  return name === undefined ? undefined : HOST_NAME.exec(name)?.[1]?.toLowerCase();
}

/**
 * Finds the host of a request: by path prefix (`/eu/v3/apis`), else by host name, else by the path's kind. With a
 * prefix or a host name, a call to the wrong host fails as in Konnect.
 */
export function addressOf(method: string, path: string, hostName: string | undefined): Address {
  const prefix = /^\/([a-z]+)(?=\/)/.exec(path)?.[1];
  if (prefix !== undefined && HOSTS.has(prefix)) return { host: prefix, path: path.slice(prefix.length + 1) };
  const named = hostOf(hostName);
  if (named !== undefined) return { host: named, path };
  return { host: hostKind(method, path) === 'global' ? GLOBAL_HOST : DEFAULT_REGION, path };
}
