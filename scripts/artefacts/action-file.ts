import type { Input } from '../../packages/operations/inputs/input.ts';
import type { ActionDefinition } from '../../packages/runner/definition.ts';
import { outputDescriptions } from '../../packages/runner/outputs.ts';
import { actions } from './actions.ts';
import type { Artefact } from './artefact.ts';

/** The action.yml of every action. */
export function actionFiles(): Artefact[] {
  return actions.map((action) => ({ path: `actions/${action.folder}/action.yml`, text: actionFile(action) }));
}

function actionFile(action: ActionDefinition): string {
  return [
    '# Written by `npm run generate` from src/definition.ts. Do not edit.',
    `name: ${action.title}`,
    ...folded('description', action.description, ''),
    'author: Konduct',
    'branding:',
    `  icon: ${action.icon}`,
    '  color: blue',
    'inputs:',
    ...Object.values(action.inputs).flatMap(inputLines),
    'outputs:',
    ...action.outputs.flatMap((name) => [`  ${name}:`, ...folded('description', outputDescriptions[name], '    ')]),
    'runs:',
    '  using: node24',
    `  main: ../../dist/${action.folder}/index.js`,
    '',
  ].join('\n');
}

function inputLines(input: Input<unknown>): string[] {
  const { name, description, type } = input;
  // GitHub would evaluate an expression even in a description.
  const fallback = input.default === '' || input.default.includes('${{') ? '' : ` Default: ${input.default}.`;
  return [
    `  ${name}:`,
    ...folded('description', `${description} Type: ${type}.${fallback}`, '    '),
    '    required: false',
    ...(input.default === '' ? [] : [`    default: '${input.default.replaceAll("'", "''")}'`]),
  ];
}

/** A folded block of YAML, in which only line breaks have a meaning. */
function folded(key: string, text: string, indent: string): string[] {
  const lines = [`${indent}${key}: >-`];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + word.length > 100) {
      lines.push(`${indent}  ${line}`);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, `${indent}  ${line}`];
}
