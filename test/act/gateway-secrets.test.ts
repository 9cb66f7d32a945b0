import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SavedState } from '../e2e/saved-state.ts';
import { pullRequest, push, schedule } from './event.ts';
import { type Pipeline, startPipeline } from './pipeline.ts';
import { hasActAndDeck } from './programs.ts';
import { renderHere } from './render.ts';
import { leak } from './secret-forms.ts';

// Without a GitHub App, the workflow's own token does everything. A gateway gets a secret, and then another one.

const team = 'konnect/kong-air/envs/dev/teams/network-planning';
const key = { old: 'oldVaultValue+77AbCd="/', fresh: 'freshVaultValue/88EfGh="+' };
const plugin = `_format_version: "3.0"
plugins:
- name: request-transformer
  config:
    add:
      headers:
      - 'X-Key: \${{ env "DECK_UPSTREAM_KEY" }}'
`;

describe.skipIf(!hasActAndDeck('a secret of a gateway'))('a secret of a gateway', () => {
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await startPipeline({ app: false, pulls: [7] });
    const { folder } = pipeline.checkout;
    await mkdir(join(folder, team, 'deck'), { recursive: true });
    await writeFile(join(folder, team, 'deck/upstream-key.yaml'), plugin);
    for (const name of ['apply', 'gateway']) await giveKey(join(folder, `.github/workflows/${name}.yaml`));
    expect(await renderHere(folder)).toEqual([`${team}/konduct-deck.json`, `${team}/kong.yaml`]);
    await pipeline.checkout.commit();
    await pipeline.origin.push(pipeline.checkout);
    await pipeline.reviewFirst();
  }, 90_000);
  afterAll(() => pipeline?.close());

  test('reaches the gateway from the environment of the step', async () => {
    const run = await pipeline.run('apply', push, { UPSTREAM_KEY: key.old });
    expect(run, run.log).toMatchObject({ exitCode: 0, annotations: [] });
    const state = new SavedState(pipeline.konnect.state(), pipeline.secrets.KONG_AIR_KONNECT_TOKEN ?? '');
    expect(JSON.stringify(state.rows('core-entities/plugins'))).toContain(JSON.stringify(key.old).slice(1, -1));
  });

  test('that changes is seen to change, and neither value is', async () => {
    const run = await pipeline.run('gateway', pullRequest(7), { UPSTREAM_KEY: key.fresh });
    expect(run).toMatchObject({ exitCode: 0, jobs: { diff: 'success', lint: 'success' } });
    const comments = JSON.stringify(pipeline.github.comments);
    const artifacts = JSON.stringify(await pipeline.artifacts());
    for (const text of [comments, artifacts]) {
      expect(text).toContain('config.add.headers');
      expect(text).toContain('masked');
    }
  });

  test('and a plugin in a file of its own do not keep staging from finding nothing to do', async () => {
    const before = pipeline.origin.branches();
    const run = await pipeline.run('stage', schedule);
    // flights has no branch for development, which is reported.
    expect(run).toMatchObject({ exitCode: 1, outputs: { changed: 'false', 'failure-reason': 'partly-staged' } });
    expect(pipeline.origin.branches()).toBe(before);
  });

  test('leaves no run, in any form', async () => {
    const everything = JSON.stringify([
      pipeline.runs,
      pipeline.github.comments,
      [...pipeline.github.pulls.values()],
      await pipeline.artifacts(),
      pipeline.origin.history(),
    ]);
    for (const [name, secret] of Object.entries({ ...key, ...pipeline.secrets }))
      expect(leak(secret, everything), name).toBeUndefined();
  });
});

/** The variable of a workflow's steps with the secret. */
async function giveKey(path: string): Promise<void> {
  const line = `          KONG_AIR_KONNECT_TOKEN: \${{ secrets.KONG_AIR_KONNECT_TOKEN }}\n`;
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replaceAll(line, `${line}          DECK_UPSTREAM_KEY: \${{ secrets.UPSTREAM_KEY }}\n`));
}
