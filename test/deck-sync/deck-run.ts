import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Deck, type DeckOptions } from '@konduct/deck/deck';
import type { Command, ProcessResult, ProcessRunner } from '@konduct/tool/process/runner';
import { SpawnRunner } from '@konduct/tool/process/spawn';
import { findDeck } from '../deck/deck.ts';

const found = await findDeck();
if (found === undefined) {
  const advice = 'decK was not found: run `npm run tools`, or name it in KONDUCT_DECK';
  if (process.env.CI === 'true') throw new Error(advice);
  process.stdout.write(`skipped: what needs the real decK. ${advice}\n`);
}

/** The path of the real decK; undefined where it is not installed, and tests that need it are skipped. */
export const deckPath: string | undefined = found;

/** Runs programs and records them. */
export class RecordingRunner implements ProcessRunner {
  readonly commands: Command[] = [];
  readonly #inner: ProcessRunner;

  constructor(inner: ProcessRunner = new SpawnRunner(availableParallelism())) {
    this.#inner = inner;
  }

  run(command: Command): Promise<ProcessResult> {
    this.commands.push(command);
    return this.#inner.run(command);
  }
}

/** A decK for a test with a home of its own. The returned function removes the home. */
export function startDeck(options: Partial<DeckOptions> = {}): {
  deck: Deck;
  runner: RecordingRunner;
  end: () => void;
} {
  const home = mkdtempSync(join(tmpdir(), 'konduct-deck-home-'));
  const runner = new RecordingRunner(options.runner);
  const binary = { path: deckPath ?? '', version: '1.64.0' };
  const deck = new Deck({ binary, environment: {}, home, ...options, runner });
  return { deck, runner, end: () => rmSync(home, { recursive: true, force: true }) };
}
