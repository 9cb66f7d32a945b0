import type { Findings, Verdict } from './hunt.ts';

/** The result as text: a row and a score for each room, and below them each mutant that no test noticed. */
export function mutantsText({ verdicts, unfit, slow }: Findings, totals: ReadonlyMap<string, number>): string {
  const lines = [row('room', ['mutants', 'tried', 'killed', 'timeout', 'survived', 'unreached', 'score'])];
  for (const [room, those] of Map.groupBy(verdicts, ({ mutant }) => mutant.room))
    lines.push(rowOf(room, totals.get(room) ?? 0, those));
  lines.push(
    rowOf(
      'all',
      [...totals.values()].reduce((sum, one) => sum + one, 0),
      verdicts,
    ),
  );
  const left = verdicts.filter(({ fate }) => fate === 'survived' || fate === 'unreached');
  if (left.length > 0) lines.push('', 'Not noticed by any test that ran:');
  for (const { mutant, fate } of left)
    lines.push(`${mutant.file}:${mutant.line}: ${mutant.change}${fate === 'unreached' ? ' (no test runs it)' : ''}`);
  if (slow.length > 0) lines.push('', 'Tests that take too long to be repeated:', ...slow);
  if (unfit.length > 0)
    lines.push('', 'Tests whose failures prove nothing, as they fail without mutants or when repeated:', ...unfit);
  return `${lines.join('\n')}\n`;
}

/** How many of the mutants were noticed, in percent; one that never ends is. */
export function scoreOf(verdicts: readonly Verdict[]): number {
  const noticed = verdicts.filter(({ fate }) => fate === 'killed' || fate === 'timeout').length;
  return verdicts.length === 0 ? 100 : (100 * noticed) / verdicts.length;
}

function rowOf(room: string, total: number, verdicts: readonly Verdict[]): string {
  const count = (fate: Verdict['fate']) => String(verdicts.filter((verdict) => verdict.fate === fate).length);
  const counts = [count('killed'), count('timeout'), count('survived'), count('unreached')];
  return row(room, [String(total), String(verdicts.length), ...counts, `${scoreOf(verdicts).toFixed(1)} %`]);
}

function row(name: string, cells: readonly string[]): string {
  return [name.padEnd(24), ...cells.map((cell) => cell.padStart(10))].join('');
}
