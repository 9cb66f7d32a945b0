import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { expect } from 'vitest';
import type { Block } from './page.ts';
import { changed, commandsOf, patternOf, Workplace } from './steps.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Where pages say that a simulator is that they start themselves. */
const shownAddress = 'http://127.0.0.1:8080';

/** What asks Konnect, and so is sent to a simulator where the page names none. */
const asksKonnect = /\bkonduct (?:plan|apply|drift|adopt|release|destroy|deck (?:diff|sync))\b/;

/** The token of the organization that a page's commands work on; the variable is the one of the example. */
export const token = 'kpat_page';

export interface PageRunSettings {
  /** The folder of decK, or undefined where it is not here. */
  readonly deck: string | undefined;
  /** Called before the first command, when the files that the page begins with are there. */
  readonly before?: ((run: PageRun) => Promise<void>) | undefined;
  /** Told about each command that is not run. */
  skip(command: string, reason: string): void;
}

/**
 * Does what a page says, block by block, in a folder of its own: writes its files, makes its changes, runs its commands. A
 * page that begins with a file of the platform directory begins in an empty folder, any other in a copy of Kong Air.
 */
export class PageRun {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'konduct-page-'));
  readonly workplace: Workplace;
  readonly #simulator: Simulator;
  readonly #settings: PageRunSettings;
  readonly #stops: (() => Promise<void>)[] = [];
  #hasBegun = false;
  /** Where the simulator is that the page started. */
  #started: string | undefined;

  private constructor(blocks: readonly Block[], simulator: Simulator, settings: PageRunSettings) {
    const folder = path.join(this.#folder, 'platform');
    this.#simulator = simulator;
    this.#settings = settings;
    const { deck } = settings;
    this.workplace = new Workplace(folder, path.join(this.#folder, 'bin'), {
      KONG_AIR_KONNECT_TOKEN: token,
      ...(deck === undefined ? {} : { PATH: [deck, process.env.PATH].join(path.delimiter) }),
    });
    if (!startsEmpty(blocks)) {
      cpSync(path.join(root, 'action-examples/kong-air/konnect'), path.join(folder, 'konnect'), { recursive: true });
    }
  }

  static async start(blocks: readonly Block[], settings: PageRunSettings): Promise<PageRun> {
    return new PageRun(blocks, await startSimulator(), settings);
  }

  /** Where Konnect is for commands that do not say it. */
  get konnect(): string {
    return this.#simulator.url;
  }

  get hasDeck(): boolean {
    return this.#settings.deck !== undefined;
  }

  async follow({ language, words, values, text, notRun }: Block): Promise<void> {
    const file = values.get('file');
    if (file !== undefined) {
      this.workplace.write(file, language === 'diff' ? changed(this.workplace.read(file), text) : text);
      return;
    }
    if (language !== 'console') return;
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      await this.#settings.before?.(this);
    }
    const reason =
      notRun ?? (values.get('needs') === 'deck' && this.#settings.deck === undefined ? 'needs decK' : undefined);
    for (const { line, output } of commandsOf(text)) {
      if (reason !== undefined) this.#settings.skip(line, reason);
      else if (words.includes('background')) await this.#background(line);
      else await this.#run(line, output, Number(values.get('exit') ?? 0));
    }
  }

  /** Runs a line in the page's folder, at the simulator where it asks Konnect. */
  run(line: string): Promise<{ readonly output: string; readonly exitCode: number }> {
    return this.workplace.run(this.#here(line));
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) await stop();
    await this.#simulator.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #background(line: string): Promise<void> {
    // Port 8080 may be taken here.
    const anyPort = line.includes('--port 8080') ? line.replace('8080', '0') : `${line} --port 0`;
    const { said, stop } = await this.workplace.start(anyPort, /http:\/\/127\.0\.0\.1:\d+/);
    this.#stops.push(stop);
    this.#started = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
  }

  async #run(line: string, output: string, exitCode: number): Promise<void> {
    const done = await this.run(line);
    if (output !== '') expect(done.output, line).toMatch(patternOf(output));
    expect(done.exitCode, `${line}\n${done.output}`).toBe(exitCode);
  }

  /** The line as it is run: at the simulator of the page, else at ours. */
  #here(line: string): string {
    if (this.#started !== undefined) return line.replaceAll(shownAddress, this.#started);
    if (line.includes('--konnect-url')) throw new Error(`no simulator was started for ${line}`);
    return line.replace(asksKonnect, `$& --konnect-url '${this.#simulator.konnectUrl}'`);
  }
}

function startsEmpty([first]: readonly Block[]): boolean {
  return first?.language === 'yaml' && first.values.get('file')?.startsWith('konnect/') === true;
}
