import { contractProblems } from '@konduct/simulator/contract/body';
import type { Method } from '@konduct/simulator/route';
import { beforeAll, describe, expect, test } from 'vitest';
import { Contract } from './contract.ts';
import { CONTRACT_FILES, hasContract, readDocument } from './document.ts';
import { Samples } from './samples.ts';

describe.skipIf(!hasContract('the comparison of request bodies with the contract'))('request bodies', () => {
  const [file = ''] = CONTRACT_FILES;
  let contract: Contract;
  let samples: Samples;
  beforeAll(() => {
    contract = new Contract([file]);
    samples = new Samples(readDocument(file));
  });

  test('are refused by the simulator where the contract refuses them, at any depth, and taken where it takes them', () => {
    const [missed, strict]: [string[], string[]] = [[], []];
    let [refused, taken] = [0, 0];
    for (const { method, path, schema } of contract.bodies()) {
      for (const legal of samples.legal({ $ref: schema.slice(schema.indexOf('#')) })) {
        for (const { what, value } of [{ what: 'as it is', value: legal }, ...samples.wrong(legal)]) {
          const there = contract.bodyProblems(schema, value);
          const here = contractProblems({ method: method as Method, path }, value);
          if (there.length > 0) refused += 1;
          else taken += 1;
          if (there.length > 0 && here.length === 0) missed.push(`${method} ${path} ${what}: ${there[0]}`);
          if (there.length === 0 && here.length > 0) strict.push(`${method} ${path} ${what}: ${here[0]?.reason}`);
        }
      }
    }
    expect({ refused: refused > 30_000, taken: taken > 5_000 }).toEqual({ refused: true, taken: true });
    expect(strict).toEqual([]);
    expect(missed).toEqual([]);
  }, 120_000);
});
