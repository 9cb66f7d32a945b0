import type { Environment } from '@marcbachmann/cel-js';
import { encoderFunctions } from './functions/encoders.ts';
import type { CelFunction } from './functions/function.ts';
import { listFunctions } from './functions/lists.ts';
import { matchFunctions } from './functions/matches.ts';
import { omitFunctions } from './functions/omit.ts';
import { replacedFunctions } from './functions/replaced.ts';
import { semverFunctions } from './functions/semver.ts';
import { stringFunctions } from './functions/strings.ts';
import { standInOf } from './stand-in.ts';
import { Version } from './version.ts';

export type { CelFunction } from './functions/function.ts';

/** The functions Konduct adds to those of the CEL standard. docs/reference/functions.md is generated from them. */
export const celFunctions: readonly CelFunction[] = [
  ...stringFunctions,
  ...matchFunctions,
  ...listFunctions,
  ...encoderFunctions,
  ...semverFunctions,
  ...omitFunctions,
];

/** cel-go's names for functions without a natural receiver: `strings.quote(x)`. */
const namespaces: Readonly<Record<string, new () => object>> = {
  strings: class StringsNamespace {},
  lists: class ListsNamespace {},
  base64: class Base64Namespace {},
};

/** Type names the functions bring along, which no struct can have. */
export const functionTypeNames: readonly string[] = [
  'Semver',
  ...Object.values(namespaces).map((namespace) => namespace.name),
];

/** Adds our types, namespaces and functions to an engine that has none of them. */
export function registerFunctions(engine: Environment): void {
  engine.registerType('Semver', { ctor: Version });
  for (const [name, namespace] of Object.entries(namespaces)) {
    engine.registerType(namespace.name, { ctor: namespace });
    engine.registerConstant(name, namespace.name, new namespace());
  }
  for (const { signature, handler } of celFunctions) register(engine, signature, handler);
  for (const { signature, handler } of replacedFunctions) register(engine, withStandIn(signature), handler);
  engine.registerOperator('Semver == Semver', (left: Version, right: Version) => left.compare(right) === 0);
}

/** The signature of one of the engine's functions under the name that calls of it are renamed to. */
function withStandIn(signature: string): string {
  return signature.replace(/^(\w+\.)?(\w+)(?=\()/, (_, receiver: string | undefined, name: string) => {
    const standIn = standInOf(receiver === undefined ? 'call' : 'rcall', name);
    if (standIn === undefined) throw new Error(`${signature} replaces a function that is not renamed`);
    return `${receiver ?? ''}${standIn}`;
  });
}

/**
 * The engine knows methods by the type of their receiver, and hands a namespace to the function as any other receiver.
 * It also keeps how to call a function on the function itself, differently for methods, so each signature has its own.
 */
function register(engine: Environment, signature: string, handler: CelFunction['handler']): void {
  const [, name = '', rest] = /^(\w+)\.(.*)$/.exec(signature) ?? [];
  const namespace = Object.hasOwn(namespaces, name) ? namespaces[name] : undefined;
  const skipped = namespace ? 1 : 0;
  const call = (...values: unknown[]) => handler(...values.slice(skipped));
  engine.registerFunction(namespace ? `${namespace.name}.${rest}` : signature, call, { async: false });
}
