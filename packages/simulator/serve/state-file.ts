import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { load, save } from '../snapshot.ts';
import { State, type StateOptions } from '../state.ts';

const DEBOUNCE_MS = 250;

/** A file that holds a state between runs. */
export class StateFile {
  readonly #path: string;
  readonly #state: State;
  #timer: NodeJS.Timeout | undefined;

  /** @throws Error when the file exists and holds no snapshot. */
  static open(path: string, options: StateOptions): StateFile {
    return new StateFile(
      path,
      existsSync(path) ? load(JSON.parse(readFileSync(path, 'utf8')), options) : new State(options),
    );
  }

  private constructor(path: string, state: State) {
    this.#path = path;
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** Saves soon; many changes in a row cost one save. */
  touch(): void {
    this.#timer ??= setTimeout(() => this.flush(), DEBOUNCE_MS).unref();
  }

  /** Saves now. The file is replaced as a whole, so that a killed simulator leaves the old one or the new one. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const draft = `${this.#path}.draft`;
    writeFileSync(draft, `${JSON.stringify(save(this.#state))}\n`);
    renameSync(draft, this.#path);
  }
}
