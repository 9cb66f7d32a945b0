import { isGatewayHost } from '@konduct/core/manifest/upstream-url';

/** The kinds of entities whose values Konduct checks before Kong does. */
export type EntityKind = 'service' | 'route' | 'upstream' | 'target';

export type Entity = Readonly<Record<string, unknown>>;

/** A value that Kong would refuse. */
export interface RefusedValue {
  readonly field: string;
  readonly value: unknown;
  /** Why, as a clause that follows the value. */
  readonly why: string;
}

/** Returns why Kong would refuse a value, or undefined. */
type Rule = (value: unknown) => string | undefined;

/** @internal Exported for the comparison with the contract. */
export const protocols: readonly string[] = 'grpc grpcs http https tcp tls tls_passthrough udp ws wss'.split(' ');

const hashInputs = ['consumer', 'cookie', 'header', 'ip', 'none', 'path', 'query_arg', 'uri_capture'];

/**
 * The enumerations and ranges of Konnect's contract (3.15.0), by kind and field. A test compares them with the contract,
 * which is too large to be read in a run.
 */
export const contractRules: Readonly<
  Record<
    EntityKind,
    Readonly<Record<string, { readonly words: readonly (string | number)[] } | { min: number; max: number }>>
  >
> = {
  service: {
    protocol: { words: protocols },
    port: { min: 0, max: 65535 },
    retries: { min: 0, max: 32767 },
    connect_timeout: { min: 1, max: 2147483646 },
    read_timeout: { min: 1, max: 2147483646 },
    write_timeout: { min: 1, max: 2147483646 },
    tls_verify_depth: { min: 0, max: 64 },
  },
  route: {
    protocols: { words: protocols },
    https_redirect_status_code: { words: [301, 302, 307, 308, 426] },
    path_handling: { words: ['v0', 'v1'] },
  },
  upstream: {
    algorithm: {
      words: ['consistent-hashing', 'latency', 'least-connections', 'round-robin', 'sticky-sessions'],
    },
    hash_on: { words: hashInputs },
    hash_fallback: { words: hashInputs },
    slots: { min: 10, max: 65536 },
  },
  target: { weight: { min: 0, max: 65535 } },
};

/**
 * The rules that the contract leaves out: those of Kong Gateway's schemas for hosts, paths and tags, and the length of
 * tags in Konnect.
 */
const otherRules: Readonly<Record<EntityKind, Readonly<Record<string, Rule>>>> = {
  service: { host: hostProblem, path: pathProblem, tags: tagProblem },
  route: { paths: routePathProblem, methods: methodProblem, tags: tagProblem },
  upstream: { tags: tagProblem },
  target: { target: targetProblem, tags: tagProblem },
};

/**
 * Finds values of an entity that Kong would refuse. Fields that are absent or null, values of patches that are filled in
 * at the sync, and fields without a rule are left to Kong.
 */
export function refusedValues(kind: EntityKind, entity: Entity): RefusedValue[] {
  const rules = [
    ...Object.entries(contractRules[kind]).map(([field, rule]) => [field, contractRule(rule)] as const),
    ...Object.entries(otherRules[kind]),
  ];
  return rules.flatMap(([field, rule]) => {
    const given = entity[field];
    const values: readonly unknown[] = Array.isArray(given) ? given : [given];
    return values.flatMap((value): RefusedValue[] => {
      if (value === undefined || value === null || (typeof value === 'string' && value.includes('${{'))) return [];
      const why = rule(value);
      return why === undefined ? [] : [{ field, value, why }];
    });
  });
}

function contractRule(rule: (typeof contractRules)[EntityKind][string]): Rule {
  if ('words' in rule) {
    const { words } = rule;
    return (value) =>
      words.some((word) => word === value) ? undefined : `it is none of ${words.map(String).join(', ')}`;
  }
  const { min, max } = rule;
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? undefined
      : `it is no whole number from ${min} to ${max}`;
}

function hostProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'it is no text';
  return isGatewayHost(value.replace(/^\[(.*)\]$/, '$1')) ? undefined : 'it is not the name of a host';
}

function targetProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'it is no text';
  const [, host = '', port] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(value) ?? [];
  if (Number(port ?? 0) > 65535) return 'its port is larger than 65535';
  return hostProblem(host);
}

function pathProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'it is no text';
  if (!value.startsWith('/')) return 'it does not begin with `/`';
  return value.includes('//') ? 'it has an empty part (`//`)' : undefined;
}

function routePathProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'it is no text';
  if (!/^~?\//.test(value)) return 'it does not begin with `/`, or with `~/` as a regular expression';
  return value.includes('//') ? 'it has an empty part (`//`)' : undefined;
}

function methodProblem(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Z]+$/.test(value) ? undefined : 'it is not made of capital letters';
}

const tagLength = 128;

function tagProblem(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return 'it is no text, or an empty one';
  if (/[,/]/.test(value)) return 'a tag has no `,` and no `/`, which join tags in a search';
  if (!/^[ -~\u0080-\u{10ffff}]+$/u.test(value)) return 'it has a control character';
  const { length } = [...value];
  return length > tagLength ? `it has ${length} characters, and a tag has at most ${tagLength}` : undefined;
}
