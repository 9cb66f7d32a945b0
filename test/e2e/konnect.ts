import { type Simulator, type SimulatorOptions, startSimulator } from '@konduct/simulator/simulator';
import { expect } from 'vitest';
import { checkExchanges, describeViolations } from '../contract/contract.ts';
import { hasContract } from '../contract/document.ts';

const contract = hasContract('the check of all exchanges against the contract');

/**
 * Starts a simulator whose every exchange is checked against Konnect's contract: whoever resets its log or closes it
 * fails when one left it.
 */
export async function startKonnect(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ ...options, recordBodies: true });
  const check = (): void => {
    if (contract) expect(describeViolations(checkExchanges(simulator.log()))).toEqual([]);
  };
  return {
    ...simulator,
    resetLog() {
      check();
      simulator.resetLog();
    },
    async close() {
      await simulator.close();
      check();
    },
  };
}
