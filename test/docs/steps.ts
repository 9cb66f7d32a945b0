import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const root = path.resolve(import.meta.dirname, '../..');

/** A command in a page with its output; a line with only `…` stands for any lines. */
export interface Command {
  readonly line: string;
  readonly output: string;
}

/** The commands of a console block: lines that begin with `$ `, each with the lines of output below it. */
export function commandsOf(block: string): Command[] {
  return block.split(/^\$ /m).flatMap((part) => {
    const [line = '', ...output] = part.split('\n');
    return line === '' ? [] : [{ line, output: output.join('\n') }];
  });
}

/**
 * A regular expression that matches a shown output: `…` stands for any text, and on a line of its own for any number of
 * lines.
 */
export function patternOf(output: string): RegExp {
  const escaped = output.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const lines = escaped.replace(/^ *…\n/gm, '(?:.*\\n)*').replaceAll('…', '.*');
  return new RegExp(`^${lines}$`);
}

/**
 * A text with a diff from a page applied: lines with `-` are removed, lines with `+` added, and the others locate the
 * change.
 */
export function changed(file: string, diff: string): string {
  const lines = diff.replace(/\n$/, '').split('\n');
  const side = (without: string) => lines.filter((line) => !line.startsWith(without)).map((line) => line.slice(1));
  const before = `${side('+').join('\n')}\n`;
  const parts = file.split(before);
  if (parts.length !== 2) throw new Error(`${parts.length - 1} places have\n${before}`);
  return parts.join(`${side('-').join('\n')}\n`);
}

/** A folder in which the commands of a page run, with `konduct` from the sources. */
export class Workplace {
  readonly #folder: string;
  readonly #environment: NodeJS.ProcessEnv;

  /** @param variables of the environment, besides those that every program needs */
  constructor(folder: string, programs: string, variables: NodeJS.ProcessEnv = {}) {
    this.#folder = folder;
    const konduct = path.join(programs, 'konduct');
    for (const made of [folder, programs]) mkdirSync(made, { recursive: true });
    // Compiling the sources takes longer than most commands, so that the second command finds them compiled.
    const compiled = path.join(programs, 'compiled');
    writeFileSync(
      konduct,
      `#!/bin/sh\nNODE_COMPILE_CACHE='${compiled}' exec '${process.execPath}' '${root}/packages/cli/main.ts' "$@"\n`,
    );
    chmodSync(konduct, 0o755);
    const PATH = [programs, variables.PATH ?? process.env.PATH].join(path.delimiter);
    this.#environment = { ...variables, PATH, HOME: folder, NO_COLOR: '1' };
  }

  read(file: string): string {
    return readFileSync(path.join(this.#folder, file), 'utf8');
  }

  write(file: string, content: string): void {
    const place = path.join(this.#folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, content);
  }

  /**
   * Runs a line in a shell. Exported variables are kept for later lines. Returns the output and the exit code.
   */
  async run(line: string): Promise<{ readonly output: string; readonly exitCode: number }> {
    const [, name, value] = /^export (\w+)=(\S+)$/.exec(line) ?? [];
    if (name !== undefined) this.#environment[name] = value;
    // A line may end in a comment.
    const child = this.#spawn(`{ ${line}\n} 2>&1`);
    const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    return { output, exitCode: Number(exitCode) };
  }

  /** Starts a line that runs until it is stopped, and waits for a text in its output. */
  async start(line: string, until: RegExp): Promise<{ readonly said: string; stop(): Promise<void> }> {
    const child = this.#spawn(`exec ${line}`);
    const closed = once(child, 'close');
    let said = '';
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      said += String(chunk);
      if (until.test(said)) break;
    }
    return {
      said,
      async stop() {
        child.kill('SIGTERM');
        await closed;
      },
    };
  }

  #spawn(line: string) {
    return spawn('sh', ['-c', line], {
      cwd: this.#folder,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }
}
