import { leak } from '../../test/act/secret-forms.ts';
import { compareItems, type Difference, type Item } from './content.ts';
import { Disturbance } from './disturbance.ts';
import { endsProcess, type Fault } from './fault.ts';
import type { Row, RunEnd, Scene } from './row.ts';

/** More undisturbed runs than this are not waited for. */
const patience = 4;

/** What came of disturbing one call. */
export interface Outcome extends Difference {
  /** The call, as `POST /us/v3/apis`; undefined where the run ended before it. */
  readonly call: string | undefined;
  /** How many runs there were, the disturbed one and the last, which found nothing to do, included. */
  readonly runs: number;
  /** Whether a run found nothing left to do. */
  readonly converged: boolean;
  /** Where secrets stand in what was said. */
  readonly leaks: readonly string[];
}

/** What came of one fault at every call that was chosen. */
export interface Cell {
  readonly row: string;
  /** `none` where somebody else's run is all that disturbs. */
  readonly fault: Fault | 'none';
  readonly outcomes: readonly Outcome[];
}

export interface MatrixOptions {
  readonly faults: readonly (Fault | 'none')[];
  /** How many calls of each run are disturbed, spread evenly; all when left out. */
  readonly sample?: number | undefined;
  readonly onProgress?: (line: string) => void;
}

/** Runs a row: once undisturbed, and then once for each fault at each call of that run. */
export async function runRow(row: Row, { faults, sample, onProgress = () => {} }: MatrixOptions): Promise<Cell[]> {
  await row.prepare();
  try {
    const reference = await referenceOf(row);
    const cells: Cell[] = [];
    for (const fault of faults) {
      if (fault === 'none' && !reference.overlaps) continue;
      const places = spread(endsProcess(strikeOf(fault)) ? reference.processCalls : reference.calls, sample);
      const outcomes: Outcome[] = [];
      for (const at of places) {
        outcomes.push(await runCase(row, fault, at, reference.items));
        onProgress(`${row.name}, ${fault}: ${outcomes.length} of ${places.length}`);
      }
      cells.push({ row: row.name, fault, outcomes });
    }
    return cells;
  } finally {
    await row.end();
  }
}

interface Reference {
  readonly calls: number;
  /** A process may ask more than a function: it looks whom its token is of, for example. */
  readonly processCalls: number;
  readonly items: readonly Item[];
  readonly overlaps: boolean;
}

/** What runs leave that nothing disturbs, and how many calls the first of them makes. */
async function referenceOf(row: Row): Promise<Reference> {
  const counted = async (asProcess: boolean) => {
    const scene = await row.begin();
    try {
      const disturbance = new Disturbance();
      const first = await (asProcess ? scene.process(disturbance) : scene.disturbed(disturbance));
      const { converged, ends } = await settle(scene);
      if (!first.succeeded || disturbance.calls.length === 0) throw undisturbed(row, 'fails', first);
      if (!converged) throw undisturbed(row, 'does not come to rest', ends.at(-1));
      return { calls: disturbance.calls.length, items: await scene.content(), overlaps: scene.interlude !== undefined };
    } finally {
      await scene.close();
    }
  };
  const { calls, items, overlaps } = await counted(false);
  const process = await counted(true);
  const difference = compareItems(process.items, items);
  if (Object.values(difference).some((list) => list.length > 0))
    throw new Error(`${row.name} differs between two undisturbed runs: ${JSON.stringify(difference)}`);
  return { calls, processCalls: process.calls, items, overlaps };
}

/** What is wrong with a row that goes wrong by itself, with the end of what it said. */
function undisturbed(row: Row, how: string, end: RunEnd | undefined): Error {
  return new Error(
    `undisturbed, ${row.name} ${how}:\n${(end?.said ?? '').trimEnd().split('\n').slice(-20).join('\n')}`,
  );
}

async function runCase(row: Row, fault: Fault | 'none', at: number, expected: readonly Item[]): Promise<Outcome> {
  const scene = await row.begin();
  try {
    const ends: RunEnd[] = [];
    const { interlude } = scene;
    const strike = strikeOf(fault);
    const disturbance = new Disturbance({
      at,
      fault: strike,
      ...(interlude ? { interlude: async () => void ends.push(await interlude()) } : {}),
    });
    ends.push(await (endsProcess(strike) ? scene.process(disturbance) : scene.disturbed(disturbance)));
    const settled = await settle(scene);
    ends.push(...settled.ends);
    const text = told(ends);
    return {
      call: disturbance.struck,
      runs: ends.length,
      converged: settled.converged,
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

/** So many places from 0 to below a count, evenly spread, the first and the last among them. */
function spread(count: number, sample = count): number[] {
  if (sample >= count) return Array.from({ length: count }, (_, index) => index);
  if (sample === 1) return [count - 1];
  return Array.from({ length: sample }, (_, index) => Math.round((index * (count - 1)) / (sample - 1)));
}
