import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkExchanges, describeViolations } from '../contract/contract.ts';
import { hasRecordings } from './recording.ts';
import { replay } from './replay.ts';

const TOKEN = 'kpat_replay';

describe.skipIf(!hasRecordings('the replay of recorded traffic'))('the simulator under recorded traffic', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ recordBodies: true });
  });

  afterEach(() => simulator.close());

  test.each(['koctl-run.jsonl', 'kongctl-run.jsonl', 'deck-run.jsonl', 'deck-full-run.jsonl'])(
    'takes every request of %s that the recorded server took',
    async (file) => {
      const { requests, refused } = await replay(file, simulator, TOKEN);
      expect(requests).toBeGreaterThan(40);
      expect(refused).toEqual([]);
      expect(describeViolations(checkExchanges(simulator.log()))).toEqual([]);
    },
  );

  test('holds the platform that koctl made', async () => {
    const { excused } = await replay('koctl-run.jsonl', simulator, TOKEN);
    expect(excused).toHaveLength(2);
    const names = async (host: string, path: string) => {
      const response = await fetch(`${simulator.url}/${host}${path}`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      const { data } = (await response.json()) as { data: { name: string; system_team?: boolean }[] };
      return data.filter(({ system_team }) => system_team !== true).map(({ name }) => name);
    };
    expect(await names('global', '/v3/teams')).toEqual(['flights']);
    expect(await names('us', '/v2/control-planes')).toEqual(['flights-dev']);
    expect(await names('eu', '/v2/control-planes')).toEqual(['flights-prd']);
    expect(await names('us', '/v3/apis')).toEqual(['flights-dev']);
    expect(await names('eu', '/v3/portals')).toEqual(['prd']);
  });
});
