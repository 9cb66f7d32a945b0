import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';

/** What a program needs to start at all. The home folder is never the real one: decK reads settings from there. */
const base = ['SYSTEMROOT', 'TMPDIR', 'TEMP', 'TMP'];

/** What a program needs to reach its hosts as this process does. */
const network = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/** A way out that leads nowhere, should a program call somewhere all the same. */
const noNetwork = { HTTP_PROXY: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '' };

/** The least environment: no token, none of the caller's `DECK_` settings, and no way to other hosts. */
export function offlineEnvironment(caller: EnvironmentVariables, home: string): Record<string, string> {
  return { ...least(caller, home), ...noNetwork };
}

/** The least environment with what the way to Konnect needs. */
export function onlineEnvironment(caller: EnvironmentVariables, home: string): Record<string, string> {
  return { ...least(caller, home), ...pick(caller, network) };
}

/** What a Go build needs: its own settings and caches, and the network for modules. */
export function buildEnvironment(caller: EnvironmentVariables): Record<string, string> {
  const go = Object.keys(caller).filter((name) => /^(GO|CGO_)[A-Z0-9_]*$/.test(name));
  const home = ['HOME', 'USERPROFILE', 'LOCALAPPDATA', 'XDG_CACHE_HOME', 'PATH', 'Path'];
  return pick(caller, [...base, ...network, ...home, ...go]);
}

function least(caller: EnvironmentVariables, home: string): Record<string, string> {
  return { ...pick(caller, base), HOME: home, USERPROFILE: home, NO_COLOR: '1' };
}

function pick(caller: EnvironmentVariables, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = caller[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
