import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '@konduct/core/secret/secret';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openReach } from './access.ts';
import { Git } from './git.ts';
import type { GitFailure } from './git-failure.ts';
import { type HttpsGit, type HttpsGitOptions, startHttpsGit } from './https-server.fixture.ts';
import { LocalRepositories } from './local-repository.fixture.ts';
import { listRemote } from './remote-refs.ts';

const token = 'ghs_0123456789abcdef';
let folder: string;
let repositories: LocalRepositories;
const servers: HttpsGit[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'konduct-access-'));
  repositories = new LocalRepositories();
  repositories.create('flights').commit('main', { file: 'x' });
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  rmSync(folder, { recursive: true, force: true });
  repositories.remove();
});

async function serve(options: Partial<HttpsGitOptions> = {}): Promise<HttpsGit> {
  const server = await startHttpsGit({ folder: repositories.folder, ...options });
  servers.push(server);
  return server;
}

function gitFor(server: HttpsGit, timeout: number): Git {
  const environment = { PATH: process.env.PATH, SSL_CERT_FILE: server.caFile };
  return new Git({ environment, home: folder, timeout, signal: new AbortController().signal });
}

async function list(server: HttpsGit, secret?: string, timeout = 20_000, name = 'flights', branch = 'main') {
  const remote = `${server.url}/${name}.git`;
  const access =
    secret === undefined ? ({ type: 'none' } as const) : ({ type: 'token', token: new Secret(secret) } as const);
  const reach = await openReach(remote, access, folder);
  return listRemote(gitFor(server, timeout), remote, reach, [branch]);
}

describe('a token over https', () => {
  test('goes with the first request, and nowhere else', async () => {
    const server = await serve({ token });
    expect((await list(server, token)).branches.has('main')).toBe(true);
    expect(server.requests.length).toBeGreaterThan(0);
    for (const { authorization } of server.requests) expect(authorization).toMatch(/^Basic /);
  });

  test.each([undefined, 'ghs_wrongwrongwrong'])(
    'refused with %s: no question, no secret in what is said',
    async (secret) => {
      const failure: GitFailure = await list(await serve({ token }), secret).catch((error) => error);
      expect(failure.reason).toBe('refused');
      expect(failure.said).not.toContain('wrongwrong');
    },
  );

  test('a redirect is not followed, and nobody else sees the token', async () => {
    const other = await serve();
    const server = await serve({ redirect: other.url });
    await expect(list(server, token)).rejects.toMatchObject({ name: 'GitFailure' });
    expect(other.requests).toEqual([]);
  });

  test.each([301, 302, 307, 308])('a repository that has moved is told as such: %d', async (redirectStatus) => {
    const server = await serve({ redirect: 'https://elsewhere.example', redirectStatus });
    await expect(list(server, token)).rejects.toMatchObject({ reason: 'moved' });
  });

  test.each(['<html>Log in</html>', '<html>\n<body>Log in</body>\n</html>\n', ''])(
    'a page that is not git is told as such: %j',
    async (page) => {
      await expect(list(await serve({ page }), token)).rejects.toMatchObject({ reason: 'not-git' });
    },
  );

  test('an empty repository and one without the branch are git', async () => {
    repositories.create('empty');
    const server = await serve();
    expect((await list(server, undefined, 20_000, 'empty')).branches.size).toBe(0);
    expect((await list(server, undefined, 20_000, 'flights', 'none')).branches.size).toBe(0);
  });

  test('all processes together have one time limit, too', async () => {
    const server = await serve({ silent: true });
    const deadline = AbortSignal.timeout(300);
    for (const _ of [1, 2]) {
      // A process alone would wait longer than this test.
      const git = gitFor(server, 600_000).until(deadline);
      const reach = await openReach(`${server.url}/x.git`, { type: 'none' }, folder);
      await expect(listRemote(git, `${server.url}/x.git`, reach, [])).rejects.toMatchObject({ reason: 'timed-out' });
    }
  });

  test('a host that says nothing is given up', async () => {
    await expect(list(await serve({ silent: true }), token, 500)).rejects.toMatchObject({ reason: 'timed-out' });
  });

  test('a certificate of nobody we know is refused', async () => {
    const server = await serve();
    await expect(list({ ...server, caFile: '' }, token)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(server.requests).toEqual([]);
  });

  test('is in no argument, and not for another protocol', async () => {
    const access = { type: 'token', token: new Secret(token) } as const;
    const reach = await openReach('https://github.com/air/flights.git', access, folder);
    expect(Object.keys(reach.settings)).toEqual(['http.https://github.com/.extraHeader']);
    expect(reach.environment).toEqual({});
    const elsewhere = await openReach('git@github.com:air/flights.git', access, folder);
    expect(elsewhere.settings).toEqual({});
  });
});

describe('a key over ssh', () => {
  test('lies in a file of its own that is gone afterwards', async () => {
    const access = {
      type: 'ssh',
      key: new Secret('-----BEGIN KEY-----'),
      knownHosts: 'github.com ssh-ed25519 AAAA',
    } as const;
    const reach = await openReach('git@github.com:air/flights.git', access, folder);
    const [place = ''] = readdirSync(folder);
    const key = path.join(folder, place, 'key');
    expect(readFileSync(key, 'utf8')).toBe('-----BEGIN KEY-----\n');
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(reach.environment.GIT_SSH_COMMAND).toContain(`-i '${key}'`);
    expect(reach.environment.GIT_SSH_COMMAND).toContain("'StrictHostKeyChecking=yes'");
    expect(reach.environment.GIT_SSH_COMMAND).not.toContain('BEGIN');
    await reach.close();
    expect(existsSync(key)).toBe(false);
  });
});

test('what is not https, ssh or file is not even tried', async () => {
  for (const remote of ['ext::sh -c id', '-oProxyCommand=id', 'http://localhost/x.git', 'git://localhost/x.git'])
    await expect(openReach(remote, { type: 'none' }, folder)).rejects.toMatchObject({ reason: 'protocol' });
});
