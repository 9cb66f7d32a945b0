import { type Value, ValueSchema } from '@bufbuild/cel-spec/cel/expr/value_pb.js';
import {
  getConformanceSuite,
  type IncrementalTest,
  type IncrementalTestSuite,
} from '@bufbuild/cel-spec/testdata/tests.js';
import { create } from '@bufbuild/protobuf';

/** A test of the CEL specification that our subset of the language must pass. */
export interface ConformanceCase {
  /** Unique: file, section and test, with a number behind repeated ones. */
  readonly name: string;
  readonly source: string;
  readonly variables: ReadonlyMap<string, Value | undefined>;
  /** The value, or an error. */
  readonly expected: Value | 'error';
}

/** The parts that our subset leaves out: protobuf messages, enums, and some extensions. */
const leftOut = /^(proto|enums|wrappers|dynamic|block_ext|math_ext|macros2)/;
const messages = /TestAllTypes|TestRequired|NestedTestAllTypes|google\.protobuf\.(?!Timestamp|Duration)/;

/** The cases in the order of the suite. */
export function conformanceCases(): ConformanceCase[] {
  const seen = new Map<string, number>();
  return getConformanceSuite()
    .suites.filter((file) => !leftOut.test(file.name))
    .flatMap((file) => casesOf(file, file.name))
    .map((each) => {
      const count = (seen.get(each.name) ?? 0) + 1;
      seen.set(each.name, count);
      return count === 1 ? each : { ...each, name: `${each.name}#${count}` };
    });
}

function casesOf(suite: IncrementalTestSuite, path: string): ConformanceCase[] {
  return [
    ...suite.tests.flatMap((test) => caseOf(test, path) ?? []),
    ...suite.suites.flatMap((section) => casesOf(section, `${path}/${section.name}`)),
  ];
}

function caseOf({ original }: IncrementalTest, path: string): ConformanceCase | undefined {
  if (messages.test(original.expr) || messages.test(original.container)) return undefined;
  const variables = new Map<string, Value | undefined>(original.typeEnv.map((declared) => [declared.name, undefined]));
  for (const [name, bound] of Object.entries(original.bindings)) {
    if (bound.kind.case === 'value') variables.set(name, bound.kind.value);
  }
  const values = [...variables.values(), resultOf(original.resultMatcher)];
  if (values.some((value) => value !== undefined && holdsMessage(value))) return undefined;
  const expected = resultOf(original.resultMatcher);
  // Tests that are only about types are skipped; the tests beside our types cover them.
  if (!expected) return undefined;
  return { name: `${path}/${original.name}`, source: original.expr, variables, expected };
}

function resultOf(matcher: IncrementalTest['original']['resultMatcher']): Value | 'error' | undefined {
  switch (matcher.case) {
    case 'value':
      return matcher.value;
    case 'typedResult':
      return matcher.value.result;
    case 'evalError':
    case 'anyEvalErrors':
      return 'error';
    case undefined:
      return create(ValueSchema, { kind: { case: 'boolValue', value: true } });
    default:
      return undefined;
  }
}

function holdsMessage(value: Value | 'error'): boolean {
  if (value === 'error') return false;
  const { kind } = value;
  if (kind.case === 'objectValue') return !/\.(Timestamp|Duration)$/.test(kind.value.typeUrl);
  if (kind.case === 'listValue') return kind.value.values.some(holdsMessage);
  if (kind.case === 'mapValue') return kind.value.entries.some((entry) => entry.value && holdsMessage(entry.value));
  return kind.case === 'enumValue';
}
