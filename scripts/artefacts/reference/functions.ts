import { celFunctions } from '../../../packages/core/cel/functions.ts';
import type { Artefact } from '../artefact.ts';
import { code, generatedNotice, table } from '../markdown.ts';

export function functionsPage(): Artefact {
  const rows = celFunctions.map((each) => [code(each.signature), each.description, code(each.example)]);
  const text = `${generatedNotice('packages/core/cel/functions')}

# Functions in expressions

Expressions in blueprints are [CEL](https://cel.dev). Beside what every CEL has (\`size\`, \`has\`, \`matches\`, \`map\`,
\`filter\`, \`exists\`, …) there are:

${table(['Signature', 'What it gives', 'Example'], rows)}
`;
  return { path: 'docs/reference/functions.md', text };
}
