import { devNull } from 'node:os';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';

/**
 * Settings for every git process. No file and no repository can override them, because the command scope comes last.
 */
const settings: Readonly<Record<string, string>> = {
  // A repository may come with hooks, links and helpers; none of them may run.
  'core.hooksPath': devNull,
  'core.symlinks': 'false',
  'core.fsmonitor': 'false',
  'core.attributesFile': devNull,
  'credential.helper': '',
  'core.askPass': '',
  'protocol.ext.allow': 'never',
  'submodule.recurse': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'fetch.unpackLimit': '1',
  'advice.detachedHead': 'false',
  // A header with a token must not follow a redirect to another host.
  'http.followRedirects': 'false',
  'http.lowSpeedLimit': '1000',
  'http.lowSpeedTime': '30',
};

/** The environment variables that git processes get: paths of programs, and settings for reaching other hosts. */
const passedOn = [
  'PATH',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'http_proxy',
  'HTTP_PROXY',
  'https_proxy',
  'HTTPS_PROXY',
  'no_proxy',
  'NO_PROXY',
  'SSH_AUTH_SOCK',
];

/**
 * The whole environment of a git process. It reads no configuration of the system or of a user, never asks for a
 * password, and uses one protocol (`none` for processes without network).
 *
 * @param home an empty folder: in a real one, git's HTTP library would read the passwords in `~/.netrc`
 * @param more configuration for this process alone, such as a header with a token
 */
export function gitEnvironment(
  outside: EnvironmentVariables,
  home: string,
  protocol: 'https' | 'ssh' | 'file' | 'none',
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const environment: Record<string, string> = {
    HOME: home,
    // Messages of git are parsed, so they must be in English.
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: protocol,
    GIT_TEMPLATE_DIR: home,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_SSH_VARIANT: 'ssh',
  };
  for (const name of passedOn) {
    const value = outside[name];
    if (value) environment[name] = value;
  }
  const authorities = outside.GIT_SSL_CAINFO || outside.SSL_CERT_FILE;
  if (authorities) environment.GIT_SSL_CAINFO = authorities;
  const entries = Object.entries({ ...settings, ...more });
  environment.GIT_CONFIG_COUNT = String(entries.length);
  for (const [index, [key, value]] of entries.entries()) {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return environment;
}
