import { team } from '@konduct/konnect/kinds/team';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Platform } from '../blueprint/platform.fixture.ts';
import { plan, planAndApply, resources, settingsOf } from '../plan/planning.fixture.ts';
import { policedDraft } from '../policy/policed-draft.ts';
import { Memory } from '../provider/memory.fixture.ts';
import type { Provider } from '../provider/provider.ts';
import { appliedTo } from './applied-part.ts';
import { applyingCommand, healingCommand } from './command.ts';
import type { Difference } from './difference.ts';
import { driftOf, nothingApplied } from './drift.ts';
import { type HealMode, healingPlan, healModes, isHealed } from './heal.ts';
import type { Past } from './past.ts';

const owner = 'acme';

/** Teams with descriptions, each a resource of the organization. */
function teams(wanted: Readonly<Record<string, string>>): Platform {
  const lines = Object.entries(wanted).map(
    ([name, description]) =>
      `  - id: ${name}\n    kind: Team\n    template: {name: ${name}, description: ${JSON.stringify(description)}}`,
  );
  return resources(lines.join('\n') || '  []');
}

function pastOf({ graph, documents }: Platform): Past {
  return { commit: 'a'.repeat(40), graph, documents, owner };
}

async function driftIn(now: Platform, then: Platform | undefined, provider: Provider, more = {}) {
  const planned = await plan(now, provider, more);
  const past = then && pastOf(then);
  const last = past ? { at: () => past, all: [past] } : nothingApplied;
  return { planned, differences: driftOf({ planned, last }) };
}

/** `drift changed Team-name: description`. */
const told = ({ origin, type, name, fields }: Difference) =>
  `${origin} ${type} ${name}${type === 'changed' ? `: ${fields.map(({ path }) => path).join(', ')}` : ''}`;

describe('one object', () => {
  const then = teams({ crew: 'who fly' });
  async function applied(): Promise<Memory> {
    const memory = new Memory();
    await planAndApply(then, memory);
    return memory;
  }

  test('as it was applied', async () => {
    expect((await driftIn(then, then, await applied())).differences).toEqual([]);
  });

  test('changed in git is pending; without a known apply it only differs', async () => {
    const memory = await applied();
    const now = teams({ crew: 'who flew' });
    expect((await driftIn(now, then, memory)).differences.map(told)).toEqual(['pending changed crew: description']);
    expect((await driftIn(now, undefined, memory)).differences.map(told)).toEqual([
      'unknown changed crew: description',
    ]);
  });

  test('changed in Konnect and in git is drift that is not mended alone', async () => {
    const memory = new Memory();
    await planAndApply(teams({ crew: 'by hand' }), memory);
    const [found] = (await driftIn(teams({ crew: 'who flew' }), then, memory)).differences;
    expect(found).toMatchObject({ origin: 'drift', mixed: true, contested: ['description'] });
    expect(healModes.some((mode) => found && isHealed(found, mode))).toBe(false);
  });

  test('added in git is pending, and wanted before it is drift', async () => {
    const memory = new Memory();
    expect((await driftIn(then, teams({}), memory)).differences.map(told)).toEqual(['pending missing crew']);
    expect((await driftIn(then, then, memory)).differences.map(told)).toEqual(['drift missing crew']);
  });

  test('whose owner label somebody took away is drift, unless git adds the object now', async () => {
    const memory = new Memory();
    memory.put(team, 'global', { name: 'crew', description: 'who fly' });
    expect((await driftIn(then, then, memory)).differences.map(told)).toEqual([
      'drift changed crew: labels.konduct-owner',
    ]);
    expect((await driftIn(then, teams({}), memory)).differences.map(told)).toEqual([
      'pending changed crew: labels.konduct-owner',
    ]);
  });
});

describe('any three states of a platform', () => {
  const names = ['one', 'two', 'three'] as const;
  const state = fc.dictionary(fc.constantFrom(...names), fc.constantFrom('x', 'y', 'z'), { maxKeys: 3 });
  const heal = fc.constantFrom<HealMode>(...healModes);

  /** Konnect as if a platform had been applied. */
  async function konnectOf(wanted: Readonly<Record<string, string>>): Promise<Memory> {
    const memory = new Memory();
    if (Object.keys(wanted).length > 0) await planAndApply(teams(wanted), memory);
    return memory;
  }

  test('each difference has the origin that follows from the three values', async () => {
    await fc.assert(
      fc.asyncProperty(state, state, state, async (then, now, konnect) => {
        const { differences } = await driftIn(teams(now), teams(then), await konnectOf(konnect));
        const expected = names.flatMap((name) => {
          const [before, wanted, there] = [then[name], now[name], konnect[name]];
          // A plan without any team does not read teams.
          const isUnseen = Object.keys(now).length === 0;
          if (wanted === there || isUnseen) return [];
          if (wanted === undefined) return [`${before === undefined ? 'drift' : 'pending'} undeclared ${name}`];
          const isByHand = before !== undefined && there !== before;
          const origin = there === undefined ? before !== undefined : before === wanted || isByHand;
          return [`${origin ? 'drift' : 'pending'} ${there === undefined ? 'missing' : 'changed'} ${name}`];
        });
        const found = differences.map(({ origin, type, name }) => `${origin} ${type} ${name}`);
        expect(found.sort()).toEqual(expected.sort());
      }),
      { numRuns: 150 },
    );
  });

  test('healing writes the healed addresses and no others', async () => {
    await fc.assert(
      fc.asyncProperty(state, state, state, heal, async (then, now, konnect, mode) => {
        const memory = await konnectOf(konnect);
        const more = { prune: mode === 'all' ? 'all' : 'off', allowDeletes: true } as const;
        const { planned, differences } = await driftIn(teams(now), teams(then), memory, more);
        const healed = differences.filter((each) => isHealed(each, mode)).map(({ address }) => address);
        const input = { ...settingsOf(teams(now), more), observation: planned.observation };
        const draft = policedDraft(input);
        const { plan: mending } = healingPlan(input, draft, planned, differences, mode);
        const written = mending.changes.filter(({ action }) => !['none', 'waiting', 'blocked'].includes(action));
        expect(written.map(({ address }) => address).sort()).toEqual(healed.sort());
        expect(differences.filter(({ origin }) => origin !== 'drift').some((each) => isHealed(each, mode))).toBe(false);
        expect(differences.filter(({ contested }) => contested).some((each) => isHealed(each, mode))).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test('the same input gives the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(state, state, state, async (then, now, konnect) => {
        const memory = await konnectOf(konnect);
        const look = async () => JSON.stringify((await driftIn(teams(now), teams(then), memory)).differences);
        expect(await look()).toBe(await look());
      }),
      { numRuns: 30 },
    );
  });
});

test.each([
  [undefined, 'o'],
  ['dev', 'd'],
  ['prod', 'a'],
])('the newest record that covers %s decides', (environment, expected) => {
  const parts = [
    { commit: 'd', organization: 'acme', level: 'environment', environments: ['dev'] },
    { commit: 'o', organization: 'acme', level: 'organization' },
    { commit: 'x', organization: 'other' },
    { commit: 'a', organization: 'acme' },
  ] as const;
  expect(appliedTo(parts, 'acme', environment)).toBe(expected);
});

test('a commit of no organization covers every part', () => {
  expect(appliedTo([{ commit: 'c' }], 'acme', 'dev')).toBe('c');
  expect(appliedTo([], 'acme', 'dev')).toBeUndefined();
});

describe('the command', () => {
  const remedy = { prunes: false, replaces: false, deep: false };
  const part = { organization: 'acme', environment: 'dev' };
  const commit = 'abc';
  test.each([
    [{}, 'konduct drift --organizations acme --environments dev --since abc --heal safe'],
    // An orphan may belong to a part that the manifests no longer have.
    [{ prunes: true }, 'konduct drift --organizations acme --since abc --heal all'],
    [{ replaces: true }, 'konduct drift --organizations acme --environments dev --since abc --heal all --replace'],
    [{ deep: true }, 'konduct drift --organizations acme --environments dev --deep --since abc --heal safe'],
  ])('that mends %j', (more, command) => {
    expect(healingCommand(part, commit, [{ remedy }, { remedy: { ...remedy, ...more } }])).toBe(command);
  });

  test.each([
    [{}, 'konduct apply --organizations acme --environments dev'],
    [{ prunes: true }, 'konduct apply --organizations acme --prune all'],
    [{ replaces: true }, 'konduct apply --organizations acme --environments dev --replace'],
  ])('that applies %j', (more, command) => {
    expect(applyingCommand(part, [{ remedy }, { remedy: { ...remedy, ...more } }])).toBe(command);
  });

  test('of the organization as a whole, with names that a shell would read', () => {
    expect(applyingCommand({ organization: "it's", config: 'a b' }, [{ remedy }])).toBe(
      `konduct apply --config 'a b' --organizations 'it'\\''s' --level organization`,
    );
  });
});
