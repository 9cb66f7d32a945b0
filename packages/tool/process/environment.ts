/** Variables of this process, or what stands for them. */
export type Environment = Readonly<Record<string, string | undefined>>;

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

/** The least environment: no token and none of the caller's `DECK_` settings. */
export function offlineEnvironment(caller: Environment, home: string): Record<string, string> {
  return { ...pick(caller, base), HOME: home, USERPROFILE: home, NO_COLOR: '1' };
}

/** The same with what the way to Konnect needs. */
export function onlineEnvironment(caller: Environment, home: string): Record<string, string> {
  return { ...offlineEnvironment(caller, home), ...pick(caller, network) };
}

/** What a Go build needs: its own settings and caches, and the network for modules. */
export function buildEnvironment(caller: Environment): Record<string, string> {
  const go = Object.keys(caller).filter((name) => /^(GO|CGO_)[A-Z0-9_]*$/.test(name));
  const home = ['HOME', 'USERPROFILE', 'LOCALAPPDATA', 'XDG_CACHE_HOME', 'PATH', 'Path'];
  return pick(caller, [...base, ...network, ...home, ...go]);
}

function pick(caller: Environment, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = caller[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
