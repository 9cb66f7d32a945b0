import path from 'node:path';
import { parseArgs } from 'node:util';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { stageInputs } from '@konduct/operations/inputs/stage';
import { comparisons, outcomes } from './corpus/outcome.ts';
import { runCorpus } from './corpus/run.ts';
import { corpusText, fails } from './corpus/text.ts';

// `npm run corpus DIR`: what Konduct makes of a folder of OpenAPI documents. CONTRIBUTING.md describes it.

const usage = `npm run corpus -- DIR [--each] [--fail-on WORD[,WORD]] [an input of staging, such as --max-files 5000]

  --each              prints a line for each document
  --fail-on WORDS     ends with 1 for these outcomes, too: ${[...outcomes, ...comparisons].join(', ')}
`;

async function main(): Promise<void> {
  const names = Object.values(stageInputs).map(({ name }) => name);
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      each: { type: 'boolean' },
      help: { type: 'boolean' },
      'fail-on': { type: 'string' },
      ...Object.fromEntries(names.map((name) => [name, { type: 'string' }] as const)),
    },
  });
  const [folder] = positionals;
  const words = String(values['fail-on'] ?? '')
    .split(',')
    .filter(Boolean);
  const known: readonly string[] = [...outcomes, ...comparisons];
  if (values.help || folder === undefined || positionals.length > 1 || words.some((word) => !known.includes(word))) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  // One repository holds all of the documents, and reading it takes as long as they are many.
  const given = new Map<string, unknown>([['time-limit', '3600']]);
  for (const [name, value] of Object.entries(values)) if (names.includes(name)) given.set(name, value);
  const input = (name: string) => (given.has(name) ? String(given.get(name)) : undefined);
  const result = await runCorpus(path.resolve(folder), input, (line) => console.error(line));
  process.stdout.write(corpusText(result, values.each === true));
  const isWanting = result.documents.length === 0 || hasErrors(result.others);
  process.exitCode = isWanting || result.documents.some((document) => fails(document, new Set(words))) ? 1 : 0;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  for (const { message, fix } of error.diagnostics) console.error(`${message}. ${fix ?? ''}`);
  process.exitCode = 2;
}
