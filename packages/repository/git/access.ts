import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { parseRemote } from '@konduct/core/manifest/remote';
import { revealSecret, Secret } from '@konduct/core/secret/secret';
import { secretFolder } from '@konduct/tool/process/run-folder';
import type { Reach } from './git.ts';
import { GitFailure } from './git-failure.ts';

/** As whom a repository is reached. */
export type Access =
  | { readonly type: 'none' }
  | { readonly type: 'token'; readonly token: Secret }
  /** `knownHosts` are lines of a known_hosts file; without them a host is believed the first time. */
  | { readonly type: 'ssh'; readonly key: Secret; readonly knownHosts?: string };

/** A way to a remote that may have left a key on the disk: close it. */
export interface OpenReach extends Reach {
  close(): Promise<void>;
}

/**
 * Prepares the way to a remote. A token travels in a variable of the process, bound to the remote's own host, so that it
 * stands in no argument, no file and no message; a key lies in a file that only this user can read and that is removed.
 *
 * @param folder where a key file may lie; where the runner empties, or in memory, when left out
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
  // OpenSSH refuses a key without a newline at its end, which secrets are stored without.
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

/** git gives this to a shell: nothing in it comes from a manifest, and the paths, which are ours, are quoted. */
function sshCommand(options: readonly string[], key?: string): string {
  const all = ['BatchMode=yes', 'ConnectTimeout=20', ...options].flatMap((option) => ['-o', quote(option)]);
  const identity = key === undefined ? [] : ['-i', quote(key), '-F', devNull];
  return ['ssh', ...identity, ...all].join(' ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
