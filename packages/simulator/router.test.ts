import { describe, expect, test } from 'vitest';
import { answer } from './request.ts';
import type { Method, Route } from './route.ts';
import { Router } from './router.ts';

const route = (method: Method, path: string): Route => ({ host: 'global', method, path, run: () => answer(200) });

const router = new Router([
  route('GET', '/users/{id}'),
  route('GET', '/users/me'),
  route('DELETE', '/users/{id}'),
  route('GET', '/users/{user}/teams/{team}'),
  route('POST', '/apis/{api}/move'),
  route('GET', '/apis/{api}/{part}'),
]);

const find = (method: string, path: string) => {
  const found = router.find(method, path);
  return typeof found === 'string' ? found : [found.route.path, found.params];
};

describe('the router', () => {
  test.each([
    ['GET', '/users/1', ['/users/{id}', { id: '1' }]],
    ['GET', '/users/me', ['/users/me', {}]],
    ['DELETE', '/users/me', ['/users/{id}', { id: 'me' }]],
    ['GET', '/users/1/teams/2', ['/users/{user}/teams/{team}', { user: '1', team: '2' }]],
    ['GET', '/users/a%2Fb', ['/users/{id}', { id: 'a/b' }]],
    ['GET', '/users/%zz', ['/users/{id}', { id: '%zz' }]],
    ['GET', '/apis/1/move', ['/apis/{api}/{part}', { api: '1', part: 'move' }]],
    ['PUT', '/users/1', 'no-such-method'],
    ['GET', '/users', 'no-such-path'],
    ['GET', '/users/1/teams', 'no-such-path'],
    ['GET', '/', 'no-such-path'],
  ])('%s %s', (method, path, expected) => {
    expect(find(method, path)).toEqual(expected);
  });

  test('refuses two routes for one operation', () => {
    expect(() => new Router([route('GET', '/a/{x}'), route('GET', '/a/{y}')])).toThrowError('two routes');
  });
});
