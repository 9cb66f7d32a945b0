import { type Fault, lasts } from './fault.ts';

/** One call. */
export interface Call {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly body: Buffer;
}

/** The fault of a run, and the call that it strikes. */
export interface Stroke {
  /** The index of the call in the order of arrival, from 0. */
  readonly at: number;
  /** Whether only writes are counted. */
  readonly among?: 'writes';
  /** Absent: only the interlude happens. */
  readonly fault?: Fault | undefined;
  /** Another run, which happens while this call and all later ones wait. */
  readonly interlude?: () => Promise<void>;
}

/** Counts the calls of one run over all its wires, and disturbs one of them. */
export class Disturbance {
  readonly #stroke: Stroke | undefined;
  readonly #seen: string[] = [];
  #struck: Call | undefined;
  #interlude: Promise<void> = Promise.resolve();
  #signal: ((signal: NodeJS.Signals) => void) | undefined;
  #isOver = false;

  constructor(stroke?: Stroke) {
    this.#stroke = stroke;
  }

  /** The calls so far, as `GET /us/v3/apis`. */
  get calls(): readonly string[] {
    return this.#seen;
  }

  /** The disturbed call; undefined before it. */
  get struck(): string | undefined {
    return this.#struck && describe(this.#struck);
  }

  /** Whether the run was killed. Later calls come from child processes that outlived it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Sets the function that sends signals to the run. */
  reachBy(signal: (signal: NodeJS.Signals) => void): void {
    this.#signal = signal;
  }

  signal(name: NodeJS.Signals): void {
    if (!this.#signal) throw new Error(`${name} has nobody to reach: the run is no process`);
    if (name === 'SIGKILL') this.#isOver = true;
    this.#signal(name);
  }

  /** Counts a call, lets it wait for the interlude, and returns its fault. */
  async meet(call: Call): Promise<Fault | undefined> {
    const index = this.#seen.push(describe(call)) - 1;
    const { at, among, fault, interlude } = this.#stroke ?? {};
    const writes = this.#seen.filter((seen) => !seen.startsWith('GET ')).length;
    const isStruck = among === 'writes' ? call.method !== 'GET' && writes - 1 === at : index === at;
    if (isStruck) {
      this.#struck = call;
      if (interlude) this.#interlude = interlude();
    }
    await this.#interlude;
    if (isStruck) return fault;
    if (!this.#struck || !fault) return undefined;
    const extent = lasts(fault);
    return extent === 'for all calls' || (extent === 'for the same call' && isSame(call, this.#struck))
      ? fault
      : undefined;
  }
}

function describe({ method, target }: Call): string {
  return `${method} ${target}`;
}

function isSame(one: Call, other: Call): boolean {
  return one.method === other.method && one.target === other.target && one.body.equals(other.body);
}
