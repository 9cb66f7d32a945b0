import { type Simulator, type SimulatorOptions, startSimulator } from '@konduct/simulator/simulator';
import { expect } from 'vitest';
import { checkExchanges, describeViolations } from '../contract/contract.ts';
import { hasContract } from '../contract/document.ts';

const contract = hasContract('the check of all exchanges against the contract');

/**
 * Starts a simulator that checks every exchange against Konnect's contract. Resetting its log or closing it fails after
 * a violation.
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
