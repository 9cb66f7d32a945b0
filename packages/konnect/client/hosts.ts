import { UserError } from '@konduct/core/diagnostic/user-error';
import { withoutLogin } from '@konduct/core/value/quotable';

/** Kong's own hosts. No other place in Konduct names a host of Kong. */
export const defaultKonnectUrl = 'https://{region}.api.konghq.com';

/** A Konnect URL that was parsed. */
export interface KonnectUrl {
  readonly protocol: 'http:' | 'https:';
  /**
   * The base address of a region or of `global`, without a slash at the end.
   *
   * @throws UserError if `scope` cannot be a region
   */
  base(scope: string): string;
}

const region = '{region}';

/**
 * Parses a template such as `https://{region}.api.konghq.com` or `http://127.0.0.1:8080/{region}`.
 *
 * @param allowHttp allows http for hosts other than this machine; the token then travels in clear
 * @throws UserError with konnect-url-invalid; its message never holds credentials
 */
export function parseKonnectUrl(template: string, allowHttp = false): KonnectUrl {
  const text = template.trim().replace(/\/+$/, '');
  const shown = JSON.stringify(withoutLogin(text));
  const refuse = (problem: string, fix: string) =>
    new UserError([
      { severity: 'error', code: 'konnect-url-invalid', message: `konnect-url ${shown} ${problem}`, fix },
    ]);

  const fill = (scope: string) => text.replaceAll(region, scope);
  const example = `Write it like \`${defaultKonnectUrl}\`.`;
  // Checked before all other mistakes, so that a password in the URL is reported first.
  if (/\/\/[^?#]*@/.test(text))
    throw refuse('holds credentials', 'Take them out and revoke them: Konnect is given the token of the organization.');
  if (/[?#]/.test(text))
    throw refuse('has a query or a fragment', `Take it out, and revoke what is secret in it. ${example}`);
  if (!text.includes(region)) throw refuse(`lacks ${region}`, example);
  if (!URL.canParse(fill('us'))) throw refuse('is not a URL', example);
  const url = new URL(fill('us'));
  const { protocol } = url;
  if (protocol !== 'https:' && protocol !== 'http:') throw refuse(`is neither https nor http`, example);
  const other = new URL(fill('eu'));
  if (url.host === other.host && url.pathname === other.pathname) {
    throw refuse(`has ${region} neither in the host nor in the path`, example);
  }
  if (url.port !== other.port) throw refuse(`has ${region} in the port`, example);
  if (protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) {
    throw refuse('would send the token in clear', 'Use https; http is for addresses of this machine.');
  }
  return {
    protocol,
    base(scope) {
      // The region comes from a manifest and becomes part of the host name, to which the token is sent.
      if (!/^[a-z][a-z0-9]{0,15}$/.test(scope)) {
        const message = `${JSON.stringify(scope)} is not a region of Konnect's`;
        throw new UserError([{ severity: 'error', code: 'region-unknown', message }]);
      }
      return fill(scope);
    },
  };
}

/**
 * Whether a host name always means this machine. Names below `localhost` do not: some resolvers ask other servers for
 * them.
 */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
