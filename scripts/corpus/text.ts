import { visible } from '@konduct/core/value/visible';
import { comparisons, type Judgement, outcomes } from './outcome.ts';
import type { CorpusResult } from './run.ts';

const outcomeWords = {
  defect: 'Konduct failed on it',
  invalid: 'staged, and refused by a validation',
  refused: 'not staged, with a reason',
  held: 'staged, and decK makes nothing of it',
  accepted: 'staged, rendered and valid',
} as const;

const comparisonWords = {
  missed: 'its next version lacks an operation, and nobody said so',
  'not-compared': 'its next version could not be compared, and that was said',
  'not-tried': 'it has no next version, or was not staged',
  told: 'its next version was told to break callers',
} as const;

/** The result as text: counts by outcome, with codes, and the line of each document where that is wanted. */
export function corpusText({ documents, others, seconds }: CorpusResult, each: boolean): string {
  const lines: string[] = [];
  if (each) for (const document of documents) lines.push(lineOf(document));
  const total = Object.values(seconds).reduce((sum, one) => sum + one, 0);
  const times = Object.entries(seconds).map(([step, time]) => `${step} ${time.toFixed(1)} s`);
  lines.push('', `${documents.length} documents in ${total.toFixed(1)} s: ${times.join(', ')}`, '');
  for (const outcome of outcomes) {
    const those = documents.filter((document) => document.outcome === outcome);
    lines.push(row(outcome, those.length, outcomeWords[outcome]));
    for (const [code, count] of counts(those.flatMap(({ codes }) => codes))) lines.push(row(`  ${code}`, count));
  }
  lines.push('');
  for (const comparison of comparisons) {
    const count = documents.filter((document) => document.comparison === comparison).length;
    lines.push(row(comparison, count, comparisonWords[comparison]));
  }
  const warnings = counts(documents.flatMap((document) => document.warnings));
  if (warnings.length > 0) lines.push('', 'Documents with a warning:');
  for (const [code, count] of warnings) lines.push(row(`  ${code}`, count));
  for (const { severity, code, message } of others)
    if (severity === 'error') lines.push('', `error[${code}]: ${visible(message)}`);
  return `${lines.join('\n')}\n`;
}

function lineOf({ outcome, codes, comparison, path, message }: CorpusResult['documents'][number]): string {
  const why = message === '' ? '' : `: ${visible(message).slice(0, 200)}`;
  return `${[outcome, ...codes].join(' ').padEnd(28)} ${comparison.padEnd(12)} ${visible(path)}${why}`;
}

function row(name: string, count: number, words = ''): string {
  return `${name.padEnd(28)} ${String(count).padStart(6)}${words === '' ? '' : `  ${words}`}`;
}

function counts(words: readonly string[]): (readonly [string, number])[] {
  return [...Map.groupBy(words, (word) => word)]
    .map(([word, all]) => [word, all.length] as const)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

/** Whether a document makes the command fail, whose flag names these words. A defect always does. */
export function fails({ outcome, comparison }: Judgement, words: ReadonlySet<string>): boolean {
  return outcome === 'defect' || words.has(outcome) || words.has(comparison);
}
