import type { Documents } from '@konduct/core/graph/documents';
import { writes } from '@konduct/core/plan/change';
import type { Plan } from '@konduct/core/plan/plan';
import type { Fields } from '@konduct/core/provider/provider';
import { caller } from '@konduct/simulator/caller';
import { type Content, contentOf } from '@konduct/simulator/content';
import { save } from '@konduct/simulator/snapshot';
import { State } from '@konduct/simulator/state';
import { uuidFrom } from '@konduct/simulator/store/identifier';
import { applyModel, modelToken, type Prepared, prepareFiles } from './model-run.ts';
import { filesOf, pageKeys, type RollbackPlatform } from './rollback-platform.ts';

/** What became of one pair of platforms. */
export interface RollbackOutcome {
  /** What went wrong, in words; empty where A is there again. */
  readonly problems: readonly string[];
  /** The changes of each sort that the apply of B and the one of A made. */
  readonly changes: Readonly<Record<string, number>>;
  readonly applies: number;
  /** The rows that B left and that nothing of A decides about, by the reason. */
  readonly stays: Readonly<Record<string, number>>;
}

/**
 * Applies a platform, another one, and the first one again, each until nothing is left to do, with gateways synced in
 * between. Compares what is there with what the first platform made at first.
 */
export async function rollBack(one: RollbackPlatform, other: RollbackPlatform): Promise<RollbackOutcome> {
  const state = new State();
  const tally: Tally = { changes: {}, applies: 0, problems: [] };
  await reach(one, state, 'A', tally);
  const before = contentNow(state);
  const counted: Tally = { ...tally, changes: {} };
  await reach(other, state, 'B', counted);
  await reach(one, state, 'A again', counted);
  const { problems, stays } = differences(before, contentNow(state), one);
  return {
    problems: [...counted.problems, ...problems],
    changes: counted.changes,
    applies: counted.applies,
    stays,
  };
}

interface Tally {
  readonly changes: Record<string, number>;
  applies: number;
  readonly problems: string[];
}

/** More runs than this for one commit are a fault: the second finds the gateway services, the third finds nothing. */
const mostRuns = 6;

/**
 * Applies a platform and syncs its gateways until a plan has nothing to write. Pages have no owner, so a portal with a
 * page that a former commit declared is deleted as people do it: with `force-delete`, once its plan has asked for that.
 */
async function reach(platform: RollbackPlatform, state: State, name: string, tally: Tally): Promise<void> {
  let forceDelete: readonly string[] = [];
  const expanded = prepareFiles(filesOf(platform), { replace: true, environmentOrder: orderOf(platform) });
  for (let run = 0; run < mostRuns; run += 1) {
    const { documents } = expanded.settings;
    const prepared = {
      ...expanded,
      settings: { ...expanded.settings, documents: { ...documents, expected }, forceDelete },
    };
    const { planned, results } = await applyModel(prepared, state);
    tally.applies += 1;
    const { changes, orphans, diagnostics } = planned.plan;
    const held = heldPortals(planned.plan);
    if (held.length > 0 && forceDelete.length === 0) {
      forceDelete = held;
      tally.changes['delete asked for with force-delete'] =
        (tally.changes['delete asked for with force-delete'] ?? 0) + held.length;
      continue;
    }
    for (const { outcome, action } of results)
      if (outcome === 'applied') tally.changes[action] = (tally.changes[action] ?? 0) + 1;
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    const failed = results.filter(({ outcome }) => outcome === 'failed').map(({ diagnostic }) => diagnostic?.message);
    const left = orphans.map(({ kind, name: object, reason }) => `${kind} ${object} stays: ${reason}`);
    const wrong = [...errors, ...failed, ...left];
    if (wrong.length > 0) {
      tally.problems.push(...wrong.map((text) => `${name}: ${text}`));
      return;
    }
    const synced = syncGateways(prepared, state);
    if (!changes.some(writes) && synced === 0) return;
  }
  tally.problems.push(`${name}: still changing after ${mostRuns} runs`);
}

/** The addresses of portals that are not deleted because of pages. */
function heldPortals({ changes }: Plan): string[] {
  return changes.flatMap(({ kind, address, block, reason = '' }) =>
    kind === 'Portal' && block?.by === address && / it holds \d pages?: [^;]*$/.test(reason) ? [address] : [],
  );
}

function orderOf({ environments, ordered }: RollbackPlatform): ReadonlyMap<string, readonly string[]> {
  const [first, ...later] = Object.keys(environments);
  return new Map(ordered && first !== undefined ? later.map((key) => [key, [first]]) : []);
}

/** Makes the gateway services that a sync of decK would make, and removes those that it would remove. */
function syncGateways({ organization }: Prepared, state: State): number {
  const call = caller(modelToken, state);
  let writesMade = 0;
  for (const { region, teams } of organization.environments) {
    const planes = call(`${region} GET /v2/control-planes?page[size]=100`).body.data as Listed[];
    for (const { controlPlaneName, services } of teams) {
      const plane = planes.find(({ name }) => name === controlPlaneName);
      if (!plane) continue;
      const path = `/v2/control-planes/${plane.id}/core-entities/services`;
      const there = call(`${region} GET ${path}?size=1000`).body.data as Listed[];
      const wanted = new Set(services.map(({ apiName }) => apiName));
      for (const { id, name } of there) {
        if (wanted.has(name)) continue;
        call(`${region} DELETE ${path}/${id}`);
        writesMade += 1;
      }
      for (const name of wanted) {
        if (there.some((service) => service.name === name)) continue;
        // decK takes ids from the specification, so that a service that comes back has its former id.
        const id = gatewayServiceId(name);
        const body = { name, host: 'upstream.example', tags: ['konduct', `ko-api-name=${name}`] };
        call(`${region} PUT ${path}/${id}`, body);
        writesMade += 1;
      }
    }
  }
  return writesMade;
}

function gatewayServiceId(apiName: string): string {
  return uuidFrom(`gateway service ${apiName}`);
}

/** What the decK files of a platform say: the id of the gateway service that a reference means. */
const expected: NonNullable<Documents['expected']> = (_kind, { tags }) => {
  const [tag] = Array.isArray(tags) ? tags : [];
  return new Set([gatewayServiceId(String(tag).replace('ko-api-name=', ''))]);
};

interface Listed {
  readonly id: string;
  readonly name: string;
}

function contentNow(state: State): Content {
  const [organization] = save(state).organizations;
  return organization ? contentOf(organization) : {};
}

/**
 * The rows that differ in what a platform decides about. What it does not decide about is counted by its reason:
 * docs/how-to/rollback.md names each.
 */
function differences(
  before: Content,
  after: Content,
  platform: RollbackPlatform,
): Pick<RollbackOutcome, 'problems' | 'stays'> {
  const stays: Record<string, number> = {};
  const problems: string[] = [];
  for (const table of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    const decidedBefore = decidedRows(table, before[table] ?? [], platform);
    const decidedAfter = decidedRows(table, after[table] ?? [], platform);
    for (const row of without(decidedAfter, decidedBefore)) problems.push(`${table}: ${row} should not be there`);
    for (const row of without(decidedBefore, decidedAfter)) problems.push(`${table}: ${row} is missing`);
    for (const row of without(texts(after[table]), texts(before[table]))) {
      const reason = undecided(table, JSON.parse(row) as Fields, platform)?.reason;
      if (reason !== undefined) stays[reason] = (stays[reason] ?? 0) + 1;
    }
  }
  return { problems, stays };
}

/** The rows of a table as texts, without what a platform does not decide about. */
function decidedRows(table: string, rows: readonly Fields[], platform: RollbackPlatform): string[] {
  return texts(
    rows.flatMap((row) => {
      const left = undecided(table, row, platform);
      if (!left) return [row];
      if (left.fields === undefined) return [];
      const fields = new Set(left.fields);
      return [Object.fromEntries(Object.entries(row).filter(([name]) => !fields.has(name)))];
    }),
  );
}

function texts(rows: readonly Fields[] = []): string[] {
  return rows.map((row) => JSON.stringify(row));
}

function without(rows: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return rows.filter((row) => {
    const at = rest.indexOf(row);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** A row that a platform does not decide about, or some of its fields, with the reason. */
interface Undecided {
  readonly reason: string;
  /** Undefined: nothing of the row. */
  readonly fields?: readonly string[];
}

function undecided(table: string, row: Fields, platform: RollbackPlatform): Undecided | undefined {
  const { teams, own } = platform;
  if (/^global (users|invites)$/.test(table)) return { reason: 'people and invitations' };
  if (table === 'global memberships') {
    const team = /^global teams "(.*)"$/.exec(String(row.team_id))?.[1] ?? '';
    const listed = teams[team as keyof typeof teams]?.users;
    return listed === undefined ? { reason: 'members of teams without `users`' } : undefined;
  }
  if (table === 'global settings' && own.signIn === undefined)
    return { reason: 'sign-in settings that no blueprint names' };
  if (table.endsWith(' pages') && pageKeys.some((key) => key === row.slug && own.pages[key] === undefined))
    return { reason: 'pages that no blueprint declares' };
  if (
    / (apis|versions|publications|implementations)$/.test(table) &&
    isUnstaged(`${table} ${JSON.stringify(row)}`, platform)
  )
    return { reason: 'APIs of services whose specification is not staged' };
  if (table.endsWith(' apis')) return { reason: 'slugs that Konnect made of former names', fields: ['slug'] };
  if (table === 'global teams') {
    const shape = teams[row.name as keyof typeof teams];
    if (shape && shape.description === undefined)
      return { reason: 'values that Konnect cannot take away', fields: ['description'] };
  }
  const untyped = Object.entries(platform.types).filter(([, { clusterType }]) => clusterType === undefined);
  if (/ control-planes$/.test(table) && untyped.some(([type]) => type === Object(row.labels).env))
    return { reason: 'values that Konnect cannot take away', fields: ['cluster_type'] };
  return undefined;
}

/** Whether the address of a row names an API whose service is in the manifests, while its specification is not staged. */
function isUnstaged(address: string, { services }: RollbackPlatform): boolean {
  return Object.entries(services).some(
    ([name, { team, staged }]) =>
      team !== undefined && staged === undefined && new RegExp(`\\b${name}\\b`).test(address),
  );
}
