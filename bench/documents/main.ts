import { hostileDocuments } from './hostile.ts';
import { type Usage, Workplace } from './measure.ts';

// `npm run bench:documents`: the cost of the worst document of each kind.

/** The most that a document may cost. */
const limits = { seconds: 10, memory: 512 };

interface Row {
  readonly name: string;
  readonly megabytes: number;
  readonly stage: Usage;
  readonly validate: Usage;
}

const rows: Row[] = [];
const wanted = process.argv.slice(2);
for (const { name, text } of hostileDocuments()) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const workplace = new Workplace(text);
  try {
    const stage = workplace.run('stage');
    workplace.place(text);
    rows.push({ name, megabytes: text.length / 1e6, stage, validate: workplace.run('validate') });
    process.stderr.write(`${line(rows.at(-1) as Row)}\n`);
  } finally {
    workplace.remove();
  }
}
const table = [
  '| document | MB | staging: s | MiB | told | validating: s | MiB | told |',
  '| --- | --: | --: | --: | --- | --: | --: | --- |',
  ...rows.map(line),
].join('\n');
console.log(table);
const over = rows.filter(({ stage, validate }) =>
  [stage, validate].some(({ seconds, memory }) => seconds > limits.seconds || memory > limits.memory),
);
for (const { name } of over) console.error(`too much: ${name}`);
process.exitCode = over.length > 0 ? 1 : 0;

function line({ name, megabytes, stage, validate }: Row): string {
  return `| ${[name, megabytes.toFixed(1), ...cells(stage), ...cells(validate)].join(' | ')} |`;
}

function cells({ seconds, memory, code, finding }: Usage): readonly string[] {
  return [seconds.toFixed(1), memory.toFixed(0), finding ?? (code === 0 ? 'nothing' : `exit ${code}`)];
}
