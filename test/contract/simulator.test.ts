import { routes } from '@konduct/simulator/kinds/routes';
import { Router } from '@konduct/simulator/router';
import { describe, expect, test } from 'vitest';
import { checkExchanges, describeViolations } from './contract.ts';
import { hasContract } from './document.ts';
import { visitApis } from './tour/apis.ts';
import { visitGateway } from './tour/gateway.ts';
import { visitIdentity } from './tour/identity.ts';
import { visitPortals } from './tour/portals.ts';
import { Visitor } from './tour/visitor.ts';

function tour(): Visitor {
  const visitor = new Visitor();
  visitIdentity(visitor);
  visitGateway(visitor);
  visitApis(visitor, visitPortals(visitor));
  return visitor;
}

describe('a tour of the simulator', () => {
  test('calls every operation', () => {
    const router = new Router(routes);
    const seen = new Set<unknown>();
    for (const { method, path } of tour().exchanges) {
      const found = router.find(method, path);
      if (typeof found === 'object') seen.add(found.route);
    }
    const missed = routes.filter((route) => !seen.has(route));
    expect(missed.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test.skipIf(!hasContract('the check of the simulator against the contract'))(
    'keeps to the contract',
    () => {
      expect(describeViolations(checkExchanges(tour().exchanges))).toEqual([]);
    },
    120_000,
  );
});
