import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';

/** Variables that every program needs. The home folder is never the real one, since decK reads settings from there. */
const base = ['SYSTEMROOT', 'TMPDIR', 'TEMP', 'TMP'];

/** Variables with which a program reaches other hosts as this process does. */
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

/** A proxy that does not exist, in case a program sends requests nevertheless. */
const noNetwork = { HTTP_PROXY: 'http://127.0.0.1:1', HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '' };

/** A minimal environment without a token, without the caller's `DECK_` settings, and without a way to other hosts. */
export function offlineEnvironment(caller: EnvironmentVariables, home: string): Record<string, string> {
  return { ...least(caller, home), ...noNetwork };
}

/** A minimal environment with the variables for reaching Konnect. */
export function onlineEnvironment(caller: EnvironmentVariables, home: string): Record<string, string> {
  return { ...least(caller, home), ...pick(caller, network) };
}

/** The environment of a Go build: Go's settings and caches, and the network for modules. */
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
