import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { parseRemote } from '@konduct/core/manifest/remote';
import { revealSecret, Secret } from '@konduct/core/secret/secret';
import { secretFolder } from '@konduct/tool/process/run-folder';
import type { Reach } from './git.ts';
import { GitFailure } from './git-failure.ts';

/** The login for a repository. */
export type Access =
  | { readonly type: 'none' }
  | { readonly type: 'token'; readonly token: Secret }
  /** `knownHosts` are lines of a known_hosts file. Without them, the host's key is accepted at the first contact. */
  | { readonly type: 'ssh'; readonly key: Secret; readonly knownHosts?: string };

/** A prepared access to a remote. It may have a key in a file: `close` removes it. */
export interface OpenReach extends Reach {
  close(): Promise<void>;
}

/**
 * Prepares the access to a remote. A token is in an environment variable of the process, bound to the remote's own
 * host, and in no argument, file or message. A key is in a file that only this user can read and that `close` removes.
 *
 * @param folder a folder for the key's file; by default one that the runner empties, or one in memory
 */
export async function openReach(remote: string, access: Access, folder?: string): Promise<OpenReach> {
  const parsed = parseRemote(remote);
  if (!parsed) throw new GitFailure('protocol', 'the remote is not https, ssh or file');
  const { protocol } = parsed;
  const close = async () => {};
  const plain = { protocol, settings: {}, environment: {}, secrets: [], close };
  if (protocol === 'https' && access.type === 'token') {
    const basic = Buffer.from(`x-access-token:${revealSecret(access.token)}`).toString('base64');
    const settings = { [`http.https://${parsed.host}/.extraHeader`]: `Authorization: Basic ${basic}` };
    return { ...plain, settings, secrets: [access.token, new Secret(basic)] };
  }
  if (protocol !== 'ssh') return plain;
  return access.type === 'ssh'
    ? openKey(access, folder)
    : { ...plain, environment: { GIT_SSH_COMMAND: sshCommand(['StrictHostKeyChecking=accept-new']) } };
}

async function openKey(access: Extract<Access, { type: 'ssh' }>, folder: string | undefined): Promise<OpenReach> {
  const place = folder === undefined ? await secretFolder('key') : await mkdtemp(join(folder, 'key-'));
  const key = join(place, 'key');
  const known = join(place, 'known_hosts');
  // OpenSSH refuses a key without a newline at the end, and stored secrets often lack it.
  await writeFile(key, `${revealSecret(access.key).trim()}\n`, { mode: 0o600 });
  await writeFile(known, access.knownHosts ?? '', { mode: 0o600 });
  const options = [
    'IdentitiesOnly=yes',
    `UserKnownHostsFile=${known}`,
    `StrictHostKeyChecking=${access.knownHosts === undefined ? 'accept-new' : 'yes'}`,
  ];
  return {
    protocol: 'ssh',
    settings: {},
    environment: { GIT_SSH_COMMAND: sshCommand(options, key) },
    secrets: [access.key],
    close: () => rm(place, { recursive: true, force: true }),
  };
}

/** The command that git passes to a shell. Nothing in it comes from a manifest; our own paths are quoted. */
function sshCommand(options: readonly string[], key?: string): string {
  const all = ['BatchMode=yes', 'ConnectTimeout=20', ...options].flatMap((option) => ['-o', quote(option)]);
  const identity = key === undefined ? [] : ['-i', quote(key), '-F', devNull];
  return ['ssh', ...identity, ...all].join(' ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
