import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { gitHubClient } from '../github-client.ts';
import { commentsOf } from './comments.ts';

interface Stored {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string; readonly type: string } | null;
}

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

/** The part of GitHub that comments need: pages of a hundred, and an answer to `whoAmI`. */
async function gitHub(stored: readonly Stored[], login?: string) {
  const requests: { method: string; path: string; body: unknown }[] = [];
  server = createServer(async (request, response) => {
    const body = await text(request);
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      body: body === '' ? null : JSON.parse(body),
    });
    answer(request, response);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

  function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', apiUrl);
    if (url.pathname === '/user') return json(response, login === undefined ? 403 : 200, { login });
    const page = Number(url.searchParams.get('page') ?? 1);
    const next = new URL(url);
    next.searchParams.set('page', String(page + 1));
    if (stored.length > page * 100) response.setHeader('link', `<${next}>; rel="next"`);
    if (request.method !== 'GET') return json(response, request.method === 'POST' ? 201 : 200, { id: 5, body: 'new' });
    json(response, 200, stored.slice((page - 1) * 100, page * 100));
  }
  const comments = (token: string) => commentsOf(gitHubClient({ apiUrl }, 'kong-air/platform', token), 7, token);
  return { requests, comments };
}

function json(response: ServerResponse, status: number, value: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function by(login: string, type: string, id: number): Stored {
  return { id, body: `comment ${id}`, user: { login, type } };
}

test('all pages are read', async () => {
  const stored = Array.from({ length: 250 }, (_, id) => by('github-actions[bot]', 'Bot', id));
  const { comments, requests } = await gitHub(stored);
  expect(await comments('ghs_token').own()).toHaveLength(250);
  expect(requests.map(({ path }) => path.replace(/.*\?/, ''))).toEqual([
    'per_page=100',
    'per_page=100&page=2',
    'per_page=100&page=3',
  ]);
});

test('the token of a workflow owns comments of apps, never those of people', async () => {
  const { comments } = await gitHub([
    by('mallory', 'User', 1),
    by('github-actions[bot]', 'Bot', 2),
    { id: 3, body: '', user: null },
  ]);
  expect(await comments('ghs_token').own()).toEqual([{ id: 2, body: 'comment 2' }]);
});

test('the token of a person owns only their comments', async () => {
  const { comments } = await gitHub(
    [by('ines', 'User', 1), by('mallory', 'User', 2), by('other[bot]', 'Bot', 3)],
    'ines',
  );
  expect(await comments('ghp_token').own()).toEqual([{ id: 1, body: 'comment 1' }]);
});

test('writing', async () => {
  const { comments, requests } = await gitHub([]);
  await comments('ghs_token').create('new');
  await comments('ghs_token').update(5, 'changed');
  expect(requests).toEqual([
    { method: 'POST', path: '/repos/kong-air/platform/issues/7/comments', body: { body: 'new' } },
    { method: 'PATCH', path: '/repos/kong-air/platform/issues/comments/5', body: { body: 'changed' } },
  ]);
});
