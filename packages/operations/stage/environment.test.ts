import type { TreeEntry } from '@konduct/repository/platform/tree';
import { blobId } from '@konduct/repository/platform/tree';
import { digestOf, writeRecord } from '@konduct/repository/staging/record';
import { expect, test } from 'vitest';
import { draftEnvironment } from './environment.ts';
import type { StageTarget, StageTeam } from './target.ts';

/** A tree that counts how many of its files are visited. */
class CountingTree extends Map<string, TreeEntry> {
  visited = 0;

  override *keys() {
    for (const key of super.keys()) {
      this.visited += 1;
      yield key;
    }
    return undefined;
  }

  override *[Symbol.iterator]() {
    for (const entry of super.entries()) {
      this.visited += 1;
      yield entry;
    }
    return undefined;
  }
}

const service = (index: number): StageTarget => {
  const directory = `air/envs/dev/teams/crew/services/air/s${index}`;
  const stagedPath = `${directory}/openapi.yaml`;
  return {
    organization: 'air',
    environment: 'dev',
    team: 'crew',
    service: { key: `air/s${index}`, apiName: `s${index}`, branch: 'dev' } as StageTarget['service'],
    type: { key: 'DEV' } as StageTarget['type'],
    git: undefined,
    directory,
    stagedPath,
    asked: true,
    at: undefined,
  };
};

async function visitsFor(count: number): Promise<number> {
  const targets = Array.from({ length: count }, (_, index) => service(index));
  const base = new CountingTree();
  const put = (path: string, text: string) => {
    const bytes = Buffer.from(text);
    base.set(path, { type: 'file', bytes, id: blobId(bytes) });
  };
  const text = 'openapi: 3.0.3\n';
  const record = { repository: 'https://a.example/b', branch: 'dev', path: 'openapi.yaml', commit: '0'.repeat(40) };
  for (const { directory, stagedPath } of targets) {
    put(stagedPath, text);
    put(`${directory}/.konduct-source.yaml`, writeRecord({ ...record, digest: digestOf(Buffer.from(text)) }));
  }
  // The manifest lacks half of the services.
  const team: StageTeam = {
    organization: 'air',
    environment: 'dev',
    team: 'crew',
    directory: 'air/envs/dev/teams/crew',
    controlPlane: 'crew-dev',
    targets: targets.slice(count / 2),
  };
  const drafted = await draftEnvironment({
    environment: 'dev',
    teams: [team],
    organizations: undefined,
    base,
    pending: undefined,
    config: 'konnect',
    requests: new Map(),
    results: new Map(),
    obstacles: new Map(),
    renderer: undefined,
  });
  expect(drafted.services.filter(({ outcome }) => outcome === 'removed')).toHaveLength(count / 2);
  return base.visited;
}

test('twice as many services are twice the work', async () => {
  expect(await visitsFor(80)).toBe(2 * (await visitsFor(40)));
});
