/** The ways to sign in: with a password, or through a provider of one of two types. */
export const ways = ['basic', 'oidc', 'saml'] as const;
export type Way = (typeof ways)[number];

/** The types of an identity provider. */
export const providerTypes = ['oidc', 'saml'] as const;
export type ProviderType = (typeof providerTypes)[number];

/** What lets people sign in through a provider: the organization's flag for its type, and the provider itself. */
export interface ProviderState {
  readonly flag: boolean;
  /** `none` where the organization has no provider of the type. */
  readonly provider: 'none' | 'disabled' | 'enabled';
}

/** How people sign in to an organization at one moment. */
export interface SignInState {
  readonly basic: boolean;
  readonly oidc: ProviderState;
  readonly saml: ProviderState;
}

/** The ways to sign in that a template wants on or off. A way that it does not name stays as it is. */
export type SignInGoal = Readonly<Partial<Record<Way, boolean>>>;

/** One request of a change of sign-in: a flag of the organization, an identity provider, or a look at all of them. */
export type SignInMove =
  | { readonly type: 'flag'; readonly way: Way; readonly on: boolean }
  | { readonly type: 'provider'; readonly way: ProviderType; readonly on: boolean }
  | { readonly type: 'look' };

/** Whether people can sign in by a way. A provider needs both its flag and itself, in the strictest reading. */
export function isOpen(state: SignInState, way: Way): boolean {
  return way === 'basic' ? state.basic : state[way].flag && state[way].provider === 'enabled';
}

/** The ways by which people can sign in. */
export function openWays(state: SignInState): readonly Way[] {
  return ways.filter((way) => isOpen(state, way));
}

/**
 * The state that a goal makes of a state. A provider that does not exist stands for one that is created before and is
 * disabled then.
 */
export function goalState(state: SignInState, goal: SignInGoal): SignInState {
  const after = (type: ProviderType): ProviderState => {
    const wanted = goal[type];
    if (wanted === undefined) return state[type];
    const off = state[type].provider === 'none' ? 'none' : 'disabled';
    return { flag: wanted, provider: wanted ? 'enabled' : off };
  };
  return { basic: goal.basic ?? state.basic, oidc: after('oidc'), saml: after('saml') };
}

/**
 * The requests that lead from a state to a goal, in their order; none if it is reached. At every moment people can sign
 * in, if they could before: unless a way is open before and after, signing in with a password is on until the end, and
 * is turned off only after a look at what is open without it.
 *
 * The requests depend on the state and the goal alone. Where they end early, the rest follows from the state they left.
 */
export function signInMoves(state: SignInState, goal: SignInGoal): readonly SignInMove[] {
  const final = goalState(state, goal);
  const isHeld = ways.some((way) => isOpen(state, way) && isOpen(final, way));
  const basic = state.basic || final.basic || !isHeld;
  const changes = providerTypes.flatMap((type) => providerMoves(type, state[type], final[type]));
  const isReached = changes.length === 0 && state.basic === final.basic;
  if (isReached) return [];
  const off = ({ on }: ProviderMove) => !on;
  return [
    ...(basic && !state.basic ? [{ type: 'flag', way: 'basic', on: true } as const] : []),
    ...changes.filter(off),
    ...changes.filter(({ on }) => on),
    ...(basic && !final.basic ? [{ type: 'look' } as const, { type: 'flag', way: 'basic', on: false } as const] : []),
  ];
}

/** Whether signing in with a password is on for a while, although it is neither before nor after. */
export function isBridged(state: SignInState, goal: SignInGoal): boolean {
  const [first] = signInMoves(state, goal);
  return first?.type === 'flag' && first.way === 'basic' && first.on && !goalState(state, goal).basic;
}

type ProviderMove = Extract<SignInMove, { readonly on: boolean }>;

/** koctl's order, which Konnect is known to accept: the flag, then the provider. */
function providerMoves(way: ProviderType, before: ProviderState, after: ProviderState): readonly ProviderMove[] {
  const { flag: on } = after;
  const isEnabled = (state: ProviderState) => state.provider === 'enabled';
  return [
    ...(before.flag === on ? [] : [{ type: 'flag', way, on } as const]),
    ...(isEnabled(before) === isEnabled(after) ? [] : [{ type: 'provider', way, on: isEnabled(after) } as const]),
  ];
}
