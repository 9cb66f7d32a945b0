import type { CheckedExchange } from './contract.ts';

/** A deliberate difference of the simulator from the contract, with the reason. */
export interface Exception {
  readonly reason: string;
  readonly allows: (exchange: CheckedExchange, problem: string) => boolean;
}

interface Where {
  readonly method?: string;
  readonly path: RegExp;
  readonly status?: number;
}

function except(reason: string, where: Where, problem: RegExp): Exception {
  return {
    reason,
    allows: (exchange, found) =>
      (where.method === undefined || where.method === exchange.method) &&
      (where.status === undefined || where.status === exchange.status) &&
      where.path.test(exchange.path) &&
      problem.test(found),
  };
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    reason: 'the real service refuses a name twice with the rule `unique`, which the contract does not list',
    allows: ({ status, responseBody }, problem) =>
      status === 400 &&
      problem.startsWith('response /invalid_parameters') &&
      JSON.stringify(responseBody).includes('"unique"'),
  },
  except(
    'every operation refuses a bad token, which the contract says of some only',
    { path: /^/, status: 401 },
    /^status 401/,
  ),
  except(
    'every operation refuses a token without the role for it, which the contract says of some only',
    { path: /^/, status: 403 },
    /^status 403/,
  ),
  except(
    'the contract lists no 400 for gateway entities, and the real service answers duplicates with it',
    { path: /\/core-entities\//, status: 400 },
    /^status 400/,
  ),
  except(
    'decK reads and writes filter chains, which the contract does not have',
    { path: /\/core-entities\/filter-chains(\/|$)/ },
    /^no such operation/,
  ),
  except(
    'the contract has no status for a portal that cannot be deleted while APIs are published in it',
    { method: 'DELETE', path: /^\/v3\/portals\/[^/]+$/, status: 409 },
    /^status 409/,
  ),
  except(
    'the contract has no status for an identity provider that is enabled and would be deleted',
    { method: 'DELETE', path: /^\/v3\/identity-providers\/[^/]+$/, status: 409 },
    /^status 409/,
  ),
  except(
    'the catalogue of services is in the public documentation alone',
    { path: /^\/v1\/catalog-services(\/[^/]+)?$/ },
    /^no such operation/,
  ),
  except(
    'custom reports are not in the contract, and no program was seen that deletes one',
    { method: 'DELETE', path: /^\/v2\/reports\/[^/]+$/ },
    /^no such operation/,
  ),
  except(
    'decK asks for schemas that Konnect does not have, and takes the 404 for an answer',
    { method: 'GET', path: /\/core-entities\/schemas\/[a-z_]+$/, status: 404 },
    /^no such operation/,
  ),
  except(
    'decK reads cloned plugins before a reset, which the contract does not have',
    { method: 'GET', path: /\/core-entities\/cloned-plugins$/ },
    /^no such operation/,
  ),
  except(
    'kongctl sends the derived fields of a specification along, and the real service takes them',
    { method: 'POST', path: /^\/v3\/apis\/[^/]+\/versions$/ },
    /^request \/spec must NOT have additional properties .*"(type|validation_messages)"/,
  ),
];
