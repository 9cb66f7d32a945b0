import {
  goalState,
  isBridged,
  openWays,
  type ProviderType,
  providerTypes,
  type SignInGoal,
  type SignInState,
  ways,
} from './sequence.ts';

/** Why Konnect or people would not have a goal. */
export interface SignInObjection {
  /** The way to sign in that it is about. */
  readonly way: (typeof ways)[number];
  /** What is wrong with the way's field, after its name. */
  readonly problem: string;
  readonly cause: string;
  readonly fix: string;
}

const words = { basic: 'a password', oidc: 'the OpenID Connect provider', saml: 'the SAML provider' } as const;
const keys = { basic: 'built-in', oidc: 'oidc', saml: 'saml' } as const;

/**
 * The reason against a goal; undefined if there is none.
 *
 * @param state how people sign in now; absent where Konnect is not asked, so that only what the goal says itself is
 *   judged
 * @param hasProvider whether the goal comes with a provider of a type, which may be one that is only to be made
 */
export function signInObjection(
  goal: SignInGoal,
  state?: SignInState,
  hasProvider: (type: ProviderType) => boolean = () => true,
): SignInObjection | undefined {
  if (goal.oidc && goal.saml)
    return {
      way: 'saml',
      problem: 'is to be on beside `oidc_auth_enabled`',
      cause: 'Konnect has one enabled identity provider at a time',
      fix: 'Enable one of `oidc` and `saml`, and set the other to `enabled: false`.',
    };
  if (!state) return ways.every((way) => goal[way] === false) ? nobody(goal) : undefined;
  if (openWays(goalState(state, goal)).length === 0) return nobody(goal);
  for (const type of providerTypes) {
    const other = type === 'oidc' ? 'saml' : 'oidc';
    if (goal[type] && goal[other] === undefined && state[other].provider === 'enabled')
      return {
        way: type,
        problem: `is to be on, and ${words[other]} is enabled in Konnect`,
        cause: 'Konnect has one enabled identity provider at a time',
        fix: `Say \`${keys[other]}: {enabled: false}\`, so that it gives way.`,
      };
  }
  if (goal.basic === undefined && isBridged(state, goal))
    return {
      way: 'basic',
      problem: 'has to be said: nobody could sign in while one provider gives way to another',
      cause: 'Signing in with a password has to be on for a moment, and no manifest says that it is off afterwards',
      fix: 'Say `built-in: {enabled: false}`, or `true` if it is to stay on.',
    };
  const missing = providerTypes.find((type) => goal[type] && state[type].provider === 'none' && !hasProvider(type));
  if (missing === undefined) return undefined;
  return {
    way: missing,
    problem: 'is to be on without a provider',
    cause: 'The organization has no such identity provider, and no resource makes one',
    fix: `Configure it, in a manifest under \`${keys[missing]}\`, in a blueprint as an \`IdentityProvider\`.`,
  };
}

function nobody(goal: SignInGoal): SignInObjection {
  const unsaid = ways.filter((way) => goal[way] === undefined).map((way) => words[way]);
  const also = unsaid.length === 0 ? '' : `, and in Konnect ${unsaid.join(' and ')} lets nobody in either`;
  return {
    way: 'basic',
    problem: 'leaves nobody a way to sign in',
    cause: `No way to sign in is left: all that are said are off${also}`,
    fix: 'Enable one of `built-in`, `oidc` and `saml`.',
  };
}
