import { baseEngine } from '@konduct/core/cel/engine';
import { CelEnvironment } from '@konduct/core/cel/environment';
import { celFunctions } from '@konduct/core/cel/functions';
import { isStandIn } from '@konduct/core/cel/stand-in';
import { fromCel, OMITTED } from '@konduct/core/cel/value';
import { expect, test } from 'vitest';
import { functionSections } from './functions.ts';
import { operators } from './operators.ts';

const environment = new CelEnvironment({});
const standard = functionSections.flatMap((section) => section.standard);
const own = functionSections.flatMap((section) => section.own);

function evaluate(source: string): unknown {
  const compiled = environment.compile(source);
  if (!compiled.ok) throw new Error(`${source}: ${JSON.stringify(compiled.problems)}`);
  return fromCel(compiled.expression.evaluate({}));
}

/** The engine treats a namespace as a type, and registers a function for it. */
const namespaces = /^type\((Optional|Cel|Strings|Lists|Base64)Namespace\): type$/;

function inEngineWords(signature: string): string {
  return signature.replace(/^(strings|lists|base64)\./, (_, name: string) => {
    return `${name.charAt(0).toUpperCase()}${name.slice(1)}Namespace.`;
  });
}

test('the page has exactly the functions that the engine registers', () => {
  const registered = baseEngine().getDefinitions().functions;
  const signatures = registered.flatMap(({ name, signature }) =>
    namespaces.test(signature) || isStandIn(name) ? [] : [signature],
  );
  const described = [
    ...standard.flatMap((each) => each.signatures),
    ...own.map((each) => inEngineWords(each.signature)),
  ];
  expect(described.toSorted()).toEqual(signatures.toSorted());
});

test('every function that Konduct adds is in a section', () => {
  expect(new Set(own)).toEqual(new Set(celFunctions));
});

test.each([...standard, ...operators])('the example of $description holds: $example', ({ example }) => {
  expect(evaluate(example)).toBe(true);
});

test.each(own)('the example of $signature holds', ({ name, example }) => {
  expect(evaluate(example)).toBe(name === 'omit' ? OMITTED : true);
});
