import { describe, expect, test } from 'vitest';
import { signInObjection } from './objection.ts';
import { isBridged, type ProviderState, type SignInGoal, type SignInMove, signInMoves } from './sequence.ts';

// Konnect as this test understands it, apart from what it tests: six values, and a rule.
type Konnect = Record<'basic' | 'oidcFlag' | 'samlFlag', boolean> & Record<'oidc' | 'saml', ProviderState['provider']>;

const letsSomebodyIn = (at: Konnect) =>
  at.basic || (at.oidcFlag && at.oidc === 'enabled') || (at.samlFlag && at.saml === 'enabled');

function carryOut(at: Konnect, move: SignInMove): Konnect {
  if (move.type === 'look') return at;
  if (move.type === 'flag') return { ...at, [move.way === 'basic' ? 'basic' : `${move.way}Flag`]: move.on };
  const after = { ...at, [move.way]: move.on ? 'enabled' : 'disabled' };
  if (at[move.way] === 'none') throw new Error(`there is no provider of type ${move.way}`);
  if (after.oidc === 'enabled' && after.saml === 'enabled') throw new Error('two providers are enabled');
  return after;
}

const flags = [false, true];
const providers = ['none', 'disabled', 'enabled'] as const;

const everyState: Konnect[] = flags.flatMap((basic) =>
  flags.flatMap((oidcFlag) =>
    flags.flatMap((samlFlag) =>
      providers.flatMap((oidc) =>
        providers.flatMap((saml) =>
          oidc === 'enabled' && saml === 'enabled' ? [] : [{ basic, oidcFlag, samlFlag, oidc, saml }],
        ),
      ),
    ),
  ),
);

const said = [undefined, false, true];
const everyGoal: SignInGoal[] = said.flatMap((basic) =>
  said.flatMap((oidc) =>
    said.map((saml) =>
      Object.fromEntries(
        Object.entries({ basic, oidc, saml }).flatMap(([way, on]) => (on === undefined ? [] : [[way, on]])),
      ),
    ),
  ),
);

const stateOf = ({ basic, oidcFlag, samlFlag, oidc, saml }: Konnect) => ({
  basic,
  oidc: { flag: oidcFlag, provider: oidc },
  saml: { flag: samlFlag, provider: saml },
});

/** A provider that a goal wants is created before, disabled. */
const withProviders = (at: Konnect, goal: SignInGoal): Konnect => ({
  ...at,
  oidc: goal.oidc && at.oidc === 'none' ? 'disabled' : at.oidc,
  saml: goal.saml && at.saml === 'none' ? 'disabled' : at.saml,
});

/** What a goal asks for, written out once more. */
function wanted(at: Konnect, { basic, oidc, saml }: SignInGoal): Konnect {
  const provider = (on: boolean | undefined, now: ProviderState['provider']) =>
    on === undefined || (!on && now === 'none') ? now : on ? ('enabled' as const) : ('disabled' as const);
  return {
    basic: basic ?? at.basic,
    oidcFlag: oidc ?? at.oidcFlag,
    samlFlag: saml ?? at.samlFlag,
    oidc: provider(oidc, at.oidc),
    saml: provider(saml, at.saml),
  };
}

const pairs = everyState.flatMap((state) => everyGoal.map((goal) => ({ at: withProviders(state, goal), goal })));
const possible = pairs.filter(({ at, goal }) => !signInObjection(goal, stateOf(at)));

/** The states between the requests, the first and the last one included. */
function course(at: Konnect, goal: SignInGoal): Konnect[] {
  const seen = [at];
  for (const move of signInMoves(stateOf(at), goal)) seen.push(carryOut(seen.at(-1) ?? at, move));
  return seen;
}

describe('every state of sign-in, and every goal', () => {
  test('are as many as there are', () => {
    expect([everyState.length, everyGoal.length]).toEqual([64, 27]);
  });

  test('a goal is reached, and there is nothing to do then', () => {
    for (const { at, goal } of possible) {
      const end = course(at, goal).at(-1) ?? at;
      expect(end, JSON.stringify({ at, goal })).toEqual(wanted(at, goal));
      expect(signInMoves(stateOf(end), goal)).toEqual([]);
    }
  });

  test('somebody can sign in at every moment, once anybody can', () => {
    for (const { at, goal } of possible) {
      const open = course(at, goal).map(letsSomebodyIn);
      const first = open.indexOf(true);
      expect(first, JSON.stringify({ at, goal })).not.toBe(-1);
      expect(open.slice(first), JSON.stringify({ at, goal })).not.toContain(false);
      // An organization that nobody could enter is open after the first request.
      expect(first).toBeLessThanOrEqual(1);
    }
  });

  test('a sequence that ends after any request is finished by the next run, and nobody is locked out by either', () => {
    for (const { at, goal } of possible) {
      for (const between of course(at, goal)) {
        expect(signInObjection(goal, stateOf(between)), JSON.stringify({ at, between, goal })).toBeUndefined();
        const rest = course(between, goal);
        expect(rest.at(-1)).toEqual(wanted(at, goal));
        if (letsSomebodyIn(between)) expect(rest.every(letsSomebodyIn)).toBe(true);
      }
    }
  });

  test('a password is the last thing that is turned off, and only after a look', () => {
    for (const { at, goal } of possible) {
      const moves = signInMoves(stateOf(at), goal);
      const off = moves.findIndex((move) => move.type === 'flag' && move.way === 'basic' && !move.on);
      if (off === -1) continue;
      expect(off).toBe(moves.length - 1);
      expect(moves[off - 1]).toEqual({ type: 'look' });
    }
  });

  test('a state that is neither before nor after is one: a password for a while', () => {
    for (const { at, goal } of possible) {
      const seen = course(at, goal);
      const end = seen.at(-1) ?? at;
      const passes = seen.some(({ basic }) => basic && !at.basic && !end.basic);
      expect(isBridged(stateOf(at), goal), JSON.stringify({ at, goal })).toBe(passes);
    }
  });

  test('what is refused leaves nobody in, wants two providers, or would turn a password on without a word', () => {
    for (const { at, goal } of pairs) {
      const end = wanted(at, goal);
      const two = end.oidc === 'enabled' && end.saml === 'enabled';
      const isSilent = () => goal.basic === undefined && !at.basic && course(at, goal).some(({ basic }) => basic);
      const expected = two || !letsSomebodyIn(end) || isSilent();
      expect(signInObjection(goal, stateOf(at)) !== undefined, JSON.stringify({ at, goal })).toBe(expected);
    }
  });

  test('what is refused offline is refused whatever Konnect has', () => {
    const offline = everyGoal.filter((goal) => signInObjection(goal));
    expect(offline).toHaveLength(4);
    for (const goal of offline)
      for (const at of everyState) expect(signInObjection(goal, stateOf(withProviders(at, goal)))).toBeDefined();
  });
});
