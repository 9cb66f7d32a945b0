import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { load, save } from '../snapshot.ts';
import { State, type StateOptions } from '../state.ts';

const DEBOUNCE_MS = 250;

/** A file that keeps a state between runs. */
export class StateFile {
  readonly #path: string;
  readonly #state: State;
  #timer: NodeJS.Timeout | undefined;

  /** @throws Error when the file exists without a snapshot in it, and when it cannot be written */
  static open(path: string, options: StateOptions): StateFile {
    const file = new StateFile(path, existsSync(path) ? readState(path, options) : new State(options));
    file.#tryToWrite();
    return file;
  }

  private constructor(path: string, state: State) {
    this.#path = path;
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** Saves soon. Many changes in a row cost one save. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.flush(), DEBOUNCE_MS).unref();
  }

  /** Saves now. The file is replaced as a whole, so that a killed simulator leaves the old one or the new one. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    writeFileSync(this.#draft, `${JSON.stringify(save(this.#state))}\n`);
    renameSync(this.#draft, this.#path);
  }

  get #draft(): string {
    return `${this.#path}.draft`;
  }

  /** Tests writing at the start: an unwritable file must not be noticed only at the end. */
  #tryToWrite(): void {
    try {
      writeFileSync(this.#draft, '');
      rmSync(this.#draft);
    } catch (error) {
      throw unusable(this.#path, 'written', error);
    }
  }
}

function readState(path: string, options: StateOptions): State {
  try {
    return load(JSON.parse(readFileSync(path, 'utf8')), options);
  } catch (error) {
    throw unusable(path, 'read', error);
  }
}

function unusable(path: string, verb: 'read' | 'written', error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`the state file ${path} cannot be ${verb}: ${reason}`, { cause: error });
}
