import { renderDiagnostics } from '@konduct/core/report/text/diagnostics';
import { count } from '@konduct/core/value/count';
import type { InputValues } from '@konduct/operations/inputs/input';
import type { loopInputs } from '@konduct/operations/inputs/loop';
import type { Round } from '@konduct/operations/loop/round';
import type { RoundReport } from '@konduct/operations/loop/round-report';
import type { LoopSettings } from '@konduct/operations/loop/settings';
import { type FullRunContext, runContextFor } from '@konduct/operations/reconcile/run-context';
import { abortOnSignals } from '@konduct/operations/termination';
import { Waiting } from '@konduct/operations/waiting';
import { type OutputOptions, render } from './output.ts';
import { progressOn } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** One round of a command over the files of a folder. */
export type RepeatedOperation = (runContext: FullRunContext, workspace: string) => Promise<RoundReport>;

/** The values of the options of a loop, and of those that a loop needs to know. */
export type LoopGiven = InputValues<typeof loopInputs> & OutputOptions & { readonly yes: boolean };

/**
 * Repeats a command as `--every` says, until SIGTERM or Ctrl-C.
 *
 * @returns whether the options ask for that; otherwise nothing was done
 * @throws UserError for options that contradict each other, and for those that the first round finds to be wrong
 */
export async function repeated(terminal: Terminal, given: LoopGiven, operation: RepeatedOperation): Promise<boolean> {
  const { loopSettings } = await import(/* webpackMode: "eager" */ '@konduct/operations/loop/settings');
  const settings = loopSettings(given, terminal.ask !== undefined && !given.yes);
  if (!settings) return false;
  await runEvery(terminal, given, settings, operation);
  return true;
}

async function runEvery(
  terminal: Terminal,
  { format, quiet, verbose }: OutputOptions,
  settings: LoopSettings,
  operation: RepeatedOperation,
): Promise<void> {
  const { startMonitoredLoop } = await import(/* webpackMode: "eager" */ '@konduct/operations/loop/monitored-loop');
  const { stdout, stderr, environment, maskSecret, workingDirectory } = terminal;
  const progress = progressOn(stderr);
  const say = (text: string) => stderr.write(`${new Date().toISOString()} ${text}\n`);
  const interrupt = abortOnSignals(() => {
    say('Stopping: what is in flight is finished first. A second signal ends at once.');
  });
  const told = (round: Round) => {
    const { report, findings, defect } = round;
    if (!round.isNews && !verbose) return;
    say(sentenceOn(round));
    stderr.write(renderDiagnostics(report?.view.findings ?? findings, { color: stderr.color }));
    if (defect !== undefined) stderr.write(`${defect}\nThis is a defect in Konduct. The loop goes on.\n`);
    // Readers of JSON get one document for each line.
    if (report && format === 'json') stdout.write(`${JSON.stringify(JSON.parse(report.view.json()))}\n`);
    else if (report) stdout.write(render(report.view, format, stdout.color));
  };
  try {
    const loop = await startMonitoredLoop({
      settings,
      workingDirectory,
      environment,
      maskSecret,
      signal: interrupt.signal,
      onRound: told,
      async operation(directory, signal, sign) {
        const log = (line: string) => {
          sign();
          if (verbose) progress.line(line);
        };
        const waiting = new Waiting((line) => verbose && progress.line(line), log);
        try {
          return await operation(
            runContextFor({ environment, maskSecret, signal, waiting }, (line) => {
              sign();
              waiting.show(line);
            }),
            directory,
          );
        } finally {
          waiting.end();
        }
      },
    });
    if (!quiet) for (const line of loop.greeting) say(line);
    await loop.ended;
  } finally {
    interrupt.release();
  }
}

/** `Round 3 of commit 1a2b3c4d5e: changed.` */
function sentenceOn({ number, outcome, commit, recoveredFrom, isWell, pause, upTo }: Round): string {
  const of = commit === undefined ? '' : ` of commit ${commit.slice(0, 10)}`;
  const after = recoveredFrom === 0 ? '' : `, after ${count(recoveredFrom, 'round')} that did not end well`;
  const growth = upTo === undefined ? '' : `; while rounds fail, pauses grow up to ${duration(upTo)}`;
  const next = isWell ? '' : `; the next is in ${count(Math.round(pause / 1000), 'second')}${growth}`;
  return `Round ${number}${of}: ${outcome}${after}${next}.`;
}

/** A time of whole hours in hours, and any other in seconds. */
function duration(milliseconds: number): string {
  const hours = milliseconds / 3_600_000;
  return Number.isInteger(hours) ? count(hours, 'hour') : count(Math.round(milliseconds / 1000), 'second');
}
