import { contentOf } from '@konduct/simulator/content';
import { load, type Snapshot, save } from '@konduct/simulator/snapshot';
import { State } from '@konduct/simulator/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handMade, makeByHand } from './hand-made.ts';
import { applyModel, prepare } from './model-run.ts';
import { type Model, model } from './random-platform.ts';

const runs = Number(process.env.HAND_MADE_RUNS ?? 500);

interface Kept {
  readonly place: string;
  readonly row: { readonly id: string };
}

/** Every object of a state, with its table. */
function rowsOf({ organizations }: Snapshot): Map<string, Kept> {
  const rows = new Map<string, Kept>();
  for (const { tables } of organizations)
    for (const { host, scope, name, rows: found } of tables)
      for (const row of found) rows.set(`${host} ${scope} ${name} ${row.id}`, { place: `${host} ${name}`, row });
  return rows;
}

/** A snapshot without some objects. */
function without(snapshot: Snapshot, keys: ReadonlySet<string>): Snapshot {
  return {
    ...snapshot,
    organizations: snapshot.organizations.map((organization) => ({
      ...organization,
      tables: organization.tables.map(({ host, scope, name, rows }) => ({
        host,
        scope,
        name,
        rows: rows.filter(({ id }) => !keys.has(`${host} ${scope} ${name} ${id}`)),
      })),
    })),
  };
}

/**
 * The objects that a model decides about in an organization: all but people, memberships of teams without `users`, the
 * pages that Konnect made with portals, and the slug that an API got from its first name.
 */
function decidedContent(snapshot: Snapshot, { teams }: Model): object {
  const [organization] = snapshot.organizations;
  const content = organization ? contentOf(organization) : {};
  const isListed = (team: unknown): boolean =>
    Object.entries(teams).some(([key, { users }]) => users !== undefined && team === `global teams "${key}"`);
  const decided = Object.entries(content).flatMap(([table, rows]) => {
    if (/^global (users|invites)$| (pages|snippets)$/.test(table)) return [];
    const kept = table === 'global memberships' ? rows.filter(({ team_id }) => isListed(team_id)) : rows;
    const told = table.endsWith(' apis') ? kept.map(({ slug: _, ...row }) => row) : kept;
    return told.length === 0 ? [] : [[table, told] as const];
  });
  return Object.fromEntries(decided);
}

test('what others made, and what lies on it, survives everything; what is ours becomes the new platform', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(model, model, handMade, async (one, other, things) => {
      const state = new State();
      await applyModel(prepare(one), state);
      const ours = new Set(rowsOf(save(state)).keys());
      makeByHand(state, things);
      const start = save(state);
      const theirs = new Map([...rowsOf(start)].filter(([key]) => !ours.has(key)));

      const after = prepare(other);
      const { planned, results } = await applyModel(after, state);
      expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      const end = save(state);
      const rows = rowsOf(end);
      for (const [key, kept] of theirs) expect(rows.get(key)).toEqual(kept);

      // An object with contents by others stays, and the plan says so.
      const held = planned.plan.changes.filter(({ block }) => block?.action === 'delete');
      expect(held.every(({ block }) => block?.code === 'delete-held')).toBe(true);
      expect(
        planned.plan.diagnostics.filter(({ severity, code }) => severity === 'error' && code !== 'delete-held'),
      ).toEqual([]);
      const ids = new Set([...rows.values()].map(({ row }) => row.id));
      // A publication has no id; it stays with its API.
      for (const { id } of held) if (id !== undefined) expect(ids).toContain(id);
      if (held.length > 0) return;

      const fresh = new State();
      await applyModel(after, fresh);
      const theirObjects = [...theirs].flatMap(([key, { place }]) => (place === 'global users' ? [] : [key]));
      expect(decidedContent(without(end, new Set(theirObjects)), other)).toEqual(decidedContent(save(fresh), other));

      const { planned: rest } = await applyModel(after, load(end));
      expect(rest.plan.changes.filter(({ action }) => action !== 'none' && action !== 'waiting')).toEqual([]);
      expect(rest.plan.orphans).toEqual([]);
    }),
    { numRuns: runs },
  );
});
