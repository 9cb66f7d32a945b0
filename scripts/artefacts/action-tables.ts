import type { ActionDefinition } from '../../packages/runner/definition.ts';
import { outputDescriptions } from '../../packages/runner/outputs.ts';
import { code, table } from './markdown.ts';

/** The tables of an action's inputs and outputs, each below a heading. */
export function actionTables(action: ActionDefinition, heading: string): string {
  const inputs = Object.values(action.inputs).map((input) => [
    code(input.name),
    input.description,
    input.type,
    code(input.default),
  ]);
  const outputs = action.outputs.map((name) => [code(name), outputDescriptions[name]]);
  return [
    `${heading} Inputs`,
    'All are optional; one that is empty has its default.',
    table(['Name', 'What it is', 'Type', 'Default'], inputs),
    `${heading} Outputs`,
    table(['Name', 'What it is'], outputs),
  ].join('\n\n');
}
