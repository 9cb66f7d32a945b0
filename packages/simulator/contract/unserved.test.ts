import { expect, test } from 'vitest';
import type { Route } from '../route.ts';
import { Router } from '../router.ts';
import { Refusal } from '../rules/problem.ts';
import { OPERATIONS } from './operations.generated.ts';
import { notImplemented, unserved } from './unserved.ts';

const portals: Route = {
  host: 'regional',
  method: 'GET',
  path: '/v3/portals/{id}',
  run: () => ({ status: 200, headers: {} }),
};

test('what no route serves is missing, whatever a path calls its parameters', () => {
  const missing = unserved([portals]).map(({ method, path }) => `${method} ${path}`);
  expect(missing).toHaveLength(OPERATIONS.length - 1);
  expect(missing).toContain('GET /v3/portals');
  expect(missing).not.toContain('GET /v3/portals/{portalId}');
});

test('a missing path of words answers 501, and is not taken for an id', () => {
  const router = new Router([portals, ...notImplemented(unserved([portals]))]);
  const found = router.find('GET', '/v3/portals/email-domains');
  if (typeof found === 'string') throw new Error(found);
  const run = () => found.route.run({} as Parameters<Route['run']>[0]);
  expect(run).toThrow(Refusal);
  expect(run).toThrow(expect.objectContaining({ status: 501 }));
});
