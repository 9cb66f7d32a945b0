import { leak } from '../../test/act/secret-forms.ts';
import { compareItems, type Difference, type Item } from './content.ts';
import { Disturbance } from './disturbance.ts';
import { faults as allFaults, endsProcess, type Fault } from './fault.ts';
import type { Interlude, Row, RunEnd, Scene } from './row.ts';

/** The most undisturbed runs after a disturbed one. */
const patience = 4;

/** The result of disturbing one call. */
export interface Outcome extends Difference {
  /** The call, such as `POST /us/v3/apis`; undefined where the run ended before it. */
  readonly call: string | undefined;
  /** The number of runs, with the disturbed one and the last one, which found nothing to do. */
  readonly runs: number;
  /** Whether a run found nothing left to do. */
  readonly converged: boolean;
  /** The error that the disturbed run threw instead of reporting a failure. */
  readonly crash: string | undefined;
  /** The places of secrets in the output. */
  readonly leaks: readonly string[];
}

/** The results of one fault at every selected call. */
export interface Cell {
  readonly row: string;
  /** `none` where only another run disturbs. */
  readonly fault: Fault | 'none';
  readonly outcomes: readonly Outcome[];
}

export interface MatrixOptions {
  readonly faults: readonly (Fault | 'none')[];
  /** The number of calls of each run to disturb, spread evenly; by default all. */
  readonly sample?: number | undefined;
  readonly onProgress?: (line: string) => void;
  /** Called with each complete cell. */
  readonly onCell?: (cell: Cell) => void;
}

/** Runs a row: once undisturbed, and then once for each fault at each call of that run. */
export async function runRow(
  row: Row,
  { faults, sample, onProgress = () => {}, onCell = () => {} }: MatrixOptions,
): Promise<Cell[]> {
  await row.prepare();
  try {
    const inProcess = await undisturbed(row, false);
    const { overlaps } = inProcess;
    const asProcess = faults.some((fault) => endsProcess(strikeOf(fault))) ? await undisturbed(row, true) : inProcess;
    const difference = compareItems(asProcess.items, inProcess.items);
    if (Object.values(difference).some((list) => list.length > 0))
      throw new Error(`${row.name} differs between two undisturbed runs: ${JSON.stringify(difference)}`);
    const cells: Cell[] = [];
    for (const fault of faults) {
      if (fault === 'none' && !overlaps) continue;
      const places = choose((endsProcess(strikeOf(fault)) ? asProcess : inProcess).calls, sample);
      const outcomes: Outcome[] = [];
      for (const at of places) {
        outcomes.push(await runCase(row, fault, at, inProcess.items));
        onProgress(`${row.name}, ${fault}: ${outcomes.length} of ${places.length}`);
      }
      const cell = { row: row.name, fault, outcomes };
      cells.push(cell);
      onCell(cell);
    }
    return cells;
  } finally {
    await row.end();
  }
}

interface Undisturbed {
  /**
   * The calls of the undisturbed run. A process may make more calls than a function, for example to find the
   * organization of its token.
   */
  readonly calls: readonly string[];
  readonly items: readonly Item[];
  readonly overlaps: boolean;
}

/** The objects after undisturbed runs, and the calls of the first of them. */
async function undisturbed(row: Row, asProcess: boolean): Promise<Undisturbed> {
  const scene = await row.begin();
  try {
    const disturbance = new Disturbance();
    const first = await (asProcess ? scene.process(disturbance) : scene.disturbed(disturbance));
    const { calls } = disturbance;
    const { converged, ends } = await settle(scene);
    if (!first.succeeded || calls.length === 0) throw wrongByItself(row, 'fails', first);
    if (!converged) throw wrongByItself(row, 'does not come to rest', ends.at(-1));
    return { calls, items: await scene.content(), overlaps: scene.interlude !== undefined };
  } finally {
    await scene.close();
  }
}

/** The error for a row that fails without a disturbance, with the end of its output. */
function wrongByItself(row: Row, how: string, end: RunEnd | undefined): Error {
  const lines = (end?.said ?? '').trimEnd().split('\n').slice(-20);
  return new Error(`undisturbed, ${row.name} ${how}:\n${lines.join('\n')}`);
}

async function runCase(row: Row, fault: Fault | 'none', at: number, expected: readonly Item[]): Promise<Outcome> {
  const scene = await row.begin();
  try {
    const ends: RunEnd[] = [];
    const strike = strikeOf(fault);
    const others: Interlude[] = [];
    const turn = at + (strike === undefined ? 0 : 1 + allFaults.indexOf(strike));
    const disturbance = new Disturbance({
      at,
      fault: strike,
      interlude: async () => {
        const other = scene.interlude?.(turn);
        if (!other) return;
        others.push(other);
        await other.reached;
      },
    });
    const run = endsProcess(strike) ? scene.process(disturbance) : scene.disturbed(disturbance);
    let crash: string | undefined;
    ends.push(
      await run.catch((error: unknown) => {
        crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
        return { succeeded: false, atRest: false, said: crash };
      }),
    );
    for (const other of others) ends.push(await other.finish());
    const settled = await settle(scene);
    ends.push(...settled.ends);
    const text = told(ends);
    return {
      call: disturbance.struck,
      runs: ends.length,
      converged: settled.converged,
      crash,
      ...compareItems(await scene.content(), expected),
      leaks: row.secrets.flatMap((secret) => leak(secret, text) ?? []),
    };
  } finally {
    await scene.close();
  }
}

/** Runs until a run finds nothing to do. */
async function settle(scene: Scene): Promise<{ readonly converged: boolean; readonly ends: readonly RunEnd[] }> {
  const ends: RunEnd[] = [];
  while (ends.length < patience) {
    const end = await scene.undisturbed();
    ends.push(end);
    if (end.atRest) return { converged: true, ends };
  }
  return { converged: false, ends };
}

function strikeOf(fault: Fault | 'none'): Fault | undefined {
  return fault === 'none' ? undefined : fault;
}

function told(ends: readonly RunEnd[]): string {
  return ends.map(({ said }) => said).join('\n');
}

/**
 * The indexes of a number of calls, spread evenly; two thirds of them are writes, as far as possible. By default all.
 */
function choose(calls: readonly string[], sample = calls.length): number[] {
  const places = calls.map((_, index) => index);
  const isRead = (index: number) => calls[index]?.startsWith('GET ') === true;
  const [reads, writes] = [places.filter(isRead), places.filter((index) => !isRead(index))];
  const few = Math.min(reads.length, Math.max(Math.floor(sample / 3), sample - writes.length));
  return [...spread(reads, few), ...spread(writes, sample - few)].sort((a, b) => a - b);
}

/** A number of items of a list, spread evenly, with the last one. */
function spread(places: readonly number[], count: number): number[] {
  if (count >= places.length) return [...places];
  return Array.from({ length: count }, (_, index) => places[Math.ceil(((index + 1) * places.length) / count) - 1] ?? 0);
}
