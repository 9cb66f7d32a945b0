import { isRecord } from '@konduct/core/value/record';
import { methods } from './grammar.ts';
import { resolved } from './reference.ts';

type Json = Readonly<Record<string, unknown>>;

/** An operation of two documents that refuses callers whom it let in before. */
export interface NarrowedOperation {
  /** `GET /flights`, as the document after has it. */
  readonly operation: string;
  /** Whether it takes the requirements of the whole document, in one of the two documents. */
  readonly inherits: boolean;
}

/** One way to be let in: each credential by its names, with its scopes. No credential means that anybody is let in. */
type Alternative = readonly { readonly names: ReadonlySet<string>; readonly scopes: readonly string[] }[];

interface Protected {
  readonly operation: string;
  readonly inherits: boolean;
  readonly alternatives: readonly Alternative[];
}

/**
 * The operations whose `security` asks for more than before: there was a way to be let in that no longer suffices. A
 * credential is what a request carries, so that a scheme with another name and the same header is the same, and one
 * whose header is renamed is another.
 *
 * @param before and `after` are OpenAPI 3 documents whose values have their types
 */
export function narrowedOperations(before: Json, after: Json): readonly NarrowedOperation[] {
  const earlier = protectedOperations(before);
  return [...protectedOperations(after)].flatMap(([key, { operation, inherits, alternatives }]) => {
    const old = earlier.get(key);
    if (!old || old.alternatives.every((way) => alternatives.some((other) => suffices(way, other)))) return [];
    return [{ operation, inherits: inherits || old.inherits }];
  });
}

/** The key of an operation, in which the names of parameters in its path do not count: `GET /a/{}`. */
export function operationKey(operation: string): string {
  return operation.replace(/\{[^{}]*\}/g, '{}');
}

function protectedOperations(document: Json): ReadonlyMap<string, Protected> {
  const found = new Map<string, Protected>();
  for (const [path, written] of Object.entries(isRecord(document.paths) ? document.paths : {})) {
    const item = resolved(document, written);
    if (!isRecord(item)) continue;
    for (const method of methods) {
      const own = item[method];
      if (!isRecord(own)) continue;
      const operation = `${method.toUpperCase()} ${path}`;
      const inherits = !Array.isArray(own.security);
      const alternatives = alternativesOf(document, inherits ? document.security : own.security);
      found.set(operationKey(operation), { operation, inherits, alternatives });
    }
  }
  return found;
}

function alternativesOf(document: Json, security: unknown): readonly Alternative[] {
  const list = Array.isArray(security) ? security.filter(isRecord) : [];
  if (list.length === 0) return [[]];
  return list.map((requirement) =>
    Object.entries(requirement).map(([name, scopes]) => ({
      names: credentialNames(document, name),
      scopes: Array.isArray(scopes) ? scopes.map(String) : [],
    })),
  );
}

/** Whether callers with the credentials of `held` are let in where those of `wanted` are asked for. */
function suffices(held: Alternative, wanted: Alternative): boolean {
  return wanted.every(({ names, scopes }) =>
    held.some(
      (own) => [...names].some((name) => own.names.has(name)) && scopes.every((scope) => own.scopes.includes(scope)),
    ),
  );
}

/** What a credential can be known by. Schemes are the same credential if they have one of these in common. */
function credentialNames(document: Json, name: string): ReadonlySet<string> {
  const { securitySchemes } = isRecord(document.components) ? document.components : {};
  const schemes = isRecord(securitySchemes) ? securitySchemes : {};
  const scheme = Object.hasOwn(schemes, name) ? resolved(document, schemes[name]) : undefined;
  if (!isRecord(scheme)) return new Set([JSON.stringify([name])]);
  const type = String(scheme.type);
  const own = String(scheme.name);
  // HTTP compares names of headers and of schemes without case.
  if (type === 'apiKey')
    return new Set([JSON.stringify([type, scheme.in, scheme.in === 'header' ? own.toLowerCase() : own])]);
  if (type === 'http') return new Set([JSON.stringify([type, String(scheme.scheme).toLowerCase()])]);
  if (type === 'mutualTLS') return new Set([JSON.stringify([type])]);
  // Another address for tokens is a change of its own, which oasdiff has a rule for.
  return new Set([JSON.stringify([type, name]), JSON.stringify([type, 'at', ...addresses(scheme)])]);
}

function addresses({ openIdConnectUrl, flows }: Json): readonly unknown[] {
  const all = isRecord(flows) ? Object.entries(flows) : [];
  return [
    openIdConnectUrl,
    ...all.sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, flow]) => [kind, isRecord(flow) ? flow.tokenUrl : flow]),
  ];
}
