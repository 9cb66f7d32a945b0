import { CelEnvironment, type CelExpression, type ExpressionProblem } from './environment.ts';
import { type CelType, celDyn, celInt, celList, celMap, celString, celStruct, type StructType } from './type.ts';
import { toCel } from './value.ts';

/** The values for expressions in the tests of this folder. */
export const portal: StructType = {
  name: 'Portal',
  fields: new Map<string, { type: CelType; always: boolean }>([
    ['name', { type: celString, always: true }],
    ['size', { type: celInt, always: false }],
    ['labels', { type: celMap(celString), always: false }],
  ]),
};
export const team: StructType = {
  name: 'Team',
  fields: new Map<string, { type: CelType; always: boolean }>([
    ['name', { type: celString, always: true }],
    ['portals', { type: celList(celStruct(portal)), always: true }],
  ]),
};
export const environment = new CelEnvironment({
  portal: celStruct(portal),
  teams: celList(celStruct(team)),
  text: celString,
  names: celList(celString),
  anything: celDyn,
});
export const context = {
  portal: toCel({ name: 'dev', labels: { a: 'b' } }, celStruct(portal)),
  teams: toCel([{ name: 't', portals: [{ name: 'p' }] }], celList(celStruct(team))),
  text: 'abc',
  names: ['a', 'b'],
  anything: toCel({ list: [{ x: 1 }] }, celDyn),
};

export function compile(source: string, variables = environment): CelExpression {
  const compiled = variables.compile(source);
  if (!compiled.ok) throw new Error(`${source}: ${JSON.stringify(compiled.problems)}`);
  return compiled.expression;
}

export function problems(source: string): readonly ExpressionProblem[] {
  const compiled = environment.compile(source);
  return compiled.ok ? [] : compiled.problems;
}
