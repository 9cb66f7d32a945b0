import { baseEngine } from './engine.ts';
import { isStandIn } from './stand-in.ts';
import type { CelType } from './type.ts';

/** The names an expression may use, and how to read the engine's type names. */
export interface Vocabulary {
  readonly variables: ReadonlyMap<string, CelType>;
  /** The names of types and namespaces, which no variable can have. */
  readonly constants: ReadonlySet<string>;
  /** Functions are called as `f(x)`, methods as `x.f()`; each name with its signatures. */
  readonly functions: ReadonlyMap<string, readonly string[]>;
  readonly methods: ReadonlyMap<string, readonly string[]>;
  parseType(name: string): CelType;
}

/** Words the engine's grammar keeps for itself. */
const keywords = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while __proto__ prototype'.split(
    ' ',
  ),
);

let base: Pick<Vocabulary, 'constants' | 'functions' | 'methods'> | undefined;

/** The names every environment knows: the standard's and ours. */
export function baseVocabulary(): Pick<Vocabulary, 'constants' | 'functions' | 'methods'> {
  if (base) return base;
  const { variables, functions } = baseEngine().getDefinitions();
  const signatures = { functions: new Map<string, string[]>(), methods: new Map<string, string[]>() };
  for (const { name, receiverType, signature } of functions) {
    if (isStandIn(name)) continue;
    const known = receiverType === null ? signatures.functions : signatures.methods;
    known.set(name, [...(known.get(name) ?? []), showSignature(signature)]);
  }
  base = { constants: new Set(variables.map((variable) => variable.name)), ...signatures };
  return base;
}

/** The name behind a type that exists only to hold functions: to the engine a namespace is a value of such a type. */
export function namespaceOf(type: string): string | undefined {
  return /^(\w+)Namespace$/.exec(type)?.[1]?.toLowerCase();
}

function showSignature(signature: string): string {
  return signature.replace(/^\w+(?=\.)/, (receiver) => namespaceOf(receiver) ?? receiver);
}

/** Whether `name` cannot be a variable: it is no identifier, a keyword, or the name of a type or namespace. */
export function isReservedName(name: string): boolean {
  return !/^[A-Za-z_]\w*$/.test(name) || keywords.has(name) || baseVocabulary().constants.has(name);
}
