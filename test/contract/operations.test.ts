import { readFileSync } from 'node:fs';
import { operationKey } from '@konduct/simulator/contract/operation';
import { OPERATIONS } from '@konduct/simulator/contract/operations.generated';
import { routes } from '@konduct/simulator/kinds/routes';
import { describe, expect, test } from 'vitest';
import { contractModule } from '../../scripts/artefacts/konnect-contract/module.ts';
import { CONTRACT_FILES, hasContract } from './document.ts';

describe('the list of operations', () => {
  test.skipIf(!hasContract('the comparison of the committed operations with the contract'))(
    'is that of the contract',
    () => {
      const [file = ''] = CONTRACT_FILES;
      const { path, text } = contractModule(JSON.parse(readFileSync(file, 'utf8')));
      expect(readFileSync(path, 'utf8') === text, `run \`npm run generate\`: ${path} is stale`).toBe(true);
    },
  );

  test('says of every operation which host serves it, and the simulator agrees', () => {
    const hosts = new Map(OPERATIONS.map((operation) => [operationKey(operation), operation.host]));
    const elsewhere = routes.filter((route) => (hosts.get(operationKey(route)) ?? route.host) !== route.host);
    expect(elsewhere).toEqual([]);
    expect(new Set(OPERATIONS.map(operationKey)).size).toBe(OPERATIONS.length);
  });
});
