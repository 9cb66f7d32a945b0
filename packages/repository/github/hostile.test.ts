import { Secret } from '@konduct/core/secret/secret';
import { trickle, useFarSide } from '@konduct/network/far-side.fixture';
import type { NetworkLimits } from '@konduct/network/limits';
import { expect, test, vi } from 'vitest';
import { GitHubClient } from './client.ts';
import { GitHubFailure, gitHubProblem } from './failure.ts';

const far = useFarSide();

interface Asked {
  readonly environment?: Record<string, string>;
  readonly limits?: Partial<NetworkLimits>;
  /** The time for all pages and attempts, in milliseconds. */
  readonly deadline?: number;
  readonly stop?: AbortSignal;
  readonly lines?: string[];
}

const token = 'ghs_hostile-far-side-token';

/** The diagnostic of listing a pull request's comments: code, message, cause and fix. */
async function told(apiUrl: string, { environment = {}, limits = {}, deadline, stop, lines = [] }: Asked = {}) {
  const client = new GitHubClient(
    {
      apiUrl,
      repository: 'acme/platform',
      token: new Secret(token),
      environment,
      // The real limits with shorter times.
      limits: { connect: 20_000, tunnel: 20_000, answer: 20_000, ...limits },
      onWait: (line) => void lines.push(line),
      signal: stop,
    },
    { baseDelay: 1, silence: 20, ...(deadline === undefined ? {} : { deadline }) },
  );
  try {
    const bodies = await client.list(`${client.repository}/issues/7/comments`, (item) => item.member('body').text());
    return `${bodies.length} comments`;
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const { code, message, cause, fix } = gitHubProblem('list comments', error);
    return [`${code}: ${message}`, cause ?? [], fix].flat().join('\n');
  }
}

const late = [
  'github-unavailable: GitHub did not let Konduct list comments: it did not answer in time',
  'the whole answer was not there within 0.2 seconds',
  'Run it again: what was pushed is kept; if it stays, check what stands between this machine and GitHub.',
].join('\n');

test('a server that never answers is asked twice, and what is waited for is said', async () => {
  let asked = 0;
  const url = await far.serve(() => {
    asked += 1;
  });
  const lines: string[] = [];
  expect(await told(url, { limits: { answer: 200 }, lines })).toBe(late);
  expect(asked).toBe(2);
  expect(lines).toContain('GitHub has not answered for 1 s');
});

test('an answer that trickles, a byte at a time', async () => {
  const url = await far.serve((_, response) => trickle(response));
  expect(await told(url, { limits: { answer: 200 } })).toBe(late);
});

test('pages and attempts have one deadline in all, which ends the answer on its way', async () => {
  const url = await far.serve(({ url: path = '' }, response) => {
    const page = Number(new URL(path, 'http://x').searchParams.get('page') ?? 1);
    // The first pages come at once; the next one never comes.
    if (page > 3) return;
    response.setHeader('link', `<http://x/?page=${page + 1}>; rel="next"`);
    response.end(JSON.stringify([{ body: 'x' }]));
  });
  expect(await told(url, { deadline: 300 })).toMatch(
    /did not answer in time\nthe request was given up before.*\nRun it again/,
  );
});

test('a list of full pages without end', async () => {
  let pages = 0;
  const url = await far.serve((_, response) => {
    pages += 1;
    response.setHeader('link', `<http://x/?page=${pages + 1}>; rel="next"`);
    response.end(JSON.stringify([{ body: 'x' }]));
  });
  expect(await told(url)).toMatch(
    /^github-answer: .*\na list that does not end\nCheck that GITHUB_API_URL leads to GitHub/,
  );
  expect(pages).toBe(300);
});

test('redirects without end', async () => {
  let asked = 0;
  const url = await far.serve(({ url: path }, response) => {
    asked += 1;
    response.writeHead(302, { location: `${path}/x` }).end();
  });
  expect(await told(url)).toMatch(/it answered 302\nCheck that GITHUB_API_URL .* redirects are not followed\.$/);
  expect(asked).toBe(1);
});

test('a proxy that never answers CONNECT', async () => {
  const environment = { HTTPS_PROXY: await far.silentProxy() };
  expect(await told('https://api.github.example', { environment, limits: { tunnel: 100 } })).toMatch(
    /the proxy does not lead to it\nthe proxy did not answer CONNECT within 0.1 seconds.*\nCheck the address and the login in HTTPS_PROXY/,
  );
});

test('a proxy that wants a password', async () => {
  const environment = { HTTPS_PROXY: await far.refusingProxy(407) };
  expect(await told('https://api.github.example', { environment })).toMatch(
    /^github-unavailable: .*the proxy does not lead to it\n.*407.*\nCheck the address and the login in HTTPS_PROXY/,
  );
});

test.each(['', '0'])(
  'whoever cannot prove to be it gets no token, with NODE_TLS_REJECT_UNAUTHORIZED=%o',
  async (setting) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting);
    const tokens: (string | undefined)[] = [];
    const serve = (name: string) =>
      far.serveTls([name], ({ headers }, response) => {
        tokens.push(headers.authorization);
        response.end('[]');
      });
    const environment = { SSL_CERT_FILE: far.caFile };
    const port = await serve('localhost');
    expect(await told(`https://localhost:${port}`)).toMatch(
      /its certificate is not trusted here\n.*\nIf a proxy or gateway of yours opens TLS connections/,
    );
    expect(await told(`https://localhost:${await serve('elsewhere.example')}`, { environment })).toMatch(
      /its certificate is for another host name\n.*\nCheck GITHUB_API_URL: what answers there has a certificate for other names/,
    );
    expect(tokens).toEqual([]);
    expect(await told(`https://localhost:${port}`, { environment })).toBe('0 comments');
    const proxy = await far.tunnel(await serve('api.github.example'));
    const through = { ...environment, HTTPS_PROXY: proxy.url };
    expect(await told('https://api.github.example', { environment: through })).toBe('0 comments');
    expect(proxy.asked).toEqual(['api.github.example:443']);
    expect(tokens).toEqual([`token ${token}`, `token ${token}`]);
  },
);

test('what this machine says about its network and cannot be used', async () => {
  expect(await told('https://api.github.example', { environment: { HTTPS_PROXY: 'proxy:3128' } })).toBe(
    [
      'github-unavailable: GitHub did not let Konduct list comments: the network of this machine is not set up as its environment says',
      'HTTPS_PROXY is not the address of a proxy',
      'Correct or unset the variable of the environment that is named.',
    ].join('\n'),
  );
});

test('a run that is asked to stop waits for no answer', async () => {
  const stop = new AbortController();
  const url = await far.serve(() => stop.abort());
  expect(await told(url, { stop: stop.signal })).toMatch(/^run-interrupted: .*: the run was asked to stop\n/);
});
