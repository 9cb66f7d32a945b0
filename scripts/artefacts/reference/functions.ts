import { encoderFunctions } from '../../../packages/core/cel/functions/encoders.ts';
import type { CelFunction } from '../../../packages/core/cel/functions/function.ts';
import { listFunctions } from '../../../packages/core/cel/functions/lists.ts';
import { matchFunctions } from '../../../packages/core/cel/functions/matches.ts';
import { omitFunctions } from '../../../packages/core/cel/functions/omit.ts';
import { semverFunctions } from '../../../packages/core/cel/functions/semver.ts';
import { stringFunctions } from '../../../packages/core/cel/functions/strings.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';
import { operators } from './operators.ts';
import {
  type StandardFunction,
  standardBytes,
  standardCollections,
  standardConversions,
  standardOptionals,
  standardTexts,
} from './standard-functions.ts';
import { standardTimes } from './standard-times.ts';

/** A part of the page: functions of the CEL standard, or functions that Konduct adds. */
interface Section {
  readonly title: string;
  readonly standard: readonly StandardFunction[];
  readonly own: readonly CelFunction[];
}

/** Every function an expression can call, in the order of the page. */
export const functionSections: readonly Section[] = [
  { title: 'Texts', standard: standardTexts, own: [...stringFunctions, ...matchFunctions] },
  { title: 'Lists and maps', standard: standardCollections, own: listFunctions },
  { title: 'Optionals', standard: standardOptionals, own: omitFunctions },
  { title: 'Conversions', standard: standardConversions, own: [] },
  { title: 'Bytes and digests', standard: standardBytes, own: encoderFunctions },
  { title: 'Versions', standard: [], own: semverFunctions },
  { title: 'Times', standard: standardTimes, own: [] },
];

/** docs/reference/functions.md */
export function functionsPage(): Artefact {
  const forms = operators.map((each) => [code(each.form), each.description, code(each.example)]);
  const text = `${generatedNotice('packages/core/cel/functions and scripts/artefacts/reference/standard-functions.ts')}

# Functions in expressions

Expressions in [blueprints](blueprints.md) are [CEL](https://cel.dev). This page has every operator and every function they
can use. Each example is true, unless it says that it yields nothing. \`T\` and \`A\` stand for any type, \`dyn\` for a value
whose type is not known before it is there. The fields of objects are in [types](types.md).

## Operators and literals

${table(['Form', 'What it gives', 'Example'], forms)}

${functionSections.map(section).join('\n\n')}
`;
  return { path: 'docs/reference/functions.md', text };
}

function section({ title, standard, own }: Section): string {
  const rows = [
    ...standard.map((each) => [each.signatures.map(signature).join(' '), each.description, code(each.example)]),
    ...own.map((each) => [signature(each.signature), each.description, exampleOf(each)]),
  ];
  return `## ${title}\n\n${table(['Signature', 'What it gives', 'Example'], rows)}`;
}

function exampleOf({ name, example }: CelFunction): string {
  return name === 'omit' ? `${code(example)} yields nothing` : code(example);
}

/**
 * A signature of the engine as people write the call: the first argument of a macro is a name, the second an
 * expression.
 */
function signature(text: string): string {
  return code(macros.get(text) ?? text.replace(/^CelNamespace/, 'cel').replace(/^OptionalNamespace/, 'optional'));
}

const macros: ReadonlyMap<string, string> = new Map([
  ['has(ast): bool', 'has(x.f): bool'],
  ['list<dyn>.all(ast, ast): bool', 'list<T>.all(name, condition): bool'],
  ['list<dyn>.exists(ast, ast): bool', 'list<T>.exists(name, condition): bool'],
  ['list<dyn>.exists_one(ast, ast): bool', 'list<T>.exists_one(name, condition): bool'],
  ['list<dyn>.filter(ast, ast): list<dyn>', 'list<T>.filter(name, condition): list<T>'],
  ['list<dyn>.map(ast, ast): list<dyn>', 'list<T>.map(name, expression): list<A>'],
  ['list<dyn>.map(ast, ast, ast): list<dyn>', 'list<T>.map(name, condition, expression): list<A>'],
  ['CelNamespace.bind(ast, dyn, ast): dyn', 'cel.bind(name, value, expression): T'],
  ['optional<dyn>.or(ast): optional<dyn>', 'optional<T>.or(optional<T>): optional<T>'],
  ['optional<dyn>.orValue(ast): dyn', 'optional<T>.orValue(T): T'],
  ['optional<dyn>.hasValue(): bool', 'optional<T>.hasValue(): bool'],
  ['optional<A>.value(): A', 'optional<T>.value(): T'],
  ['OptionalNamespace.of(A): optional<A>', 'optional.of(T): optional<T>'],
]);
