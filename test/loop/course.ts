import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { LocalRepositories, type LocalRepository } from '@konduct/repository/git/local-repository.fixture';
import type { FaultRule } from '@konduct/simulator/serve/faults';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { createPlatform, type PlatformDirectory } from '../e2e/platform-directory.ts';
import { apply } from '../e2e/run.ts';
import { type SavedRow, SavedState } from '../e2e/saved-state.ts';
import { createSmallPlatform, small, smallEnvironment, smallToken } from '../e2e/small-platform.ts';
import { somebody } from '../e2e/somebody.ts';
import type { PauseMessage } from './message.ts';

/** What became of a course of rounds. */
export interface CourseOutcome {
  /** What went wrong, in words. */
  readonly problems: readonly string[];
  readonly rounds: number;
  /** Rounds by outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Rounds that were told to people. */
  readonly told: number;
  /** What was done to the loop, by name. */
  readonly disturbances: Readonly<Record<string, number>>;
  readonly commits: number;
  readonly changesByHand: number;
  /** How often Konnect was compared with an undisturbed apply of the same commit. */
  readonly comparisons: number;
  /** The state at each pause. */
  readonly pauses: readonly PauseMessage[];
  /** The answers of `/health` and `/metrics` that were not what they have to be are among the problems. */
  readonly scrapes: number;
}

export interface CourseOptions {
  readonly rounds: number;
  readonly seed: number;
}

/** What disturbs the calls of one round. Rules without `times` hold for the whole round. */
const faults: Readonly<Record<string, readonly FaultRule[]>> = {
  'reset before, once': [{ reset: 'before', times: 1, after: 3 }],
  'reset after, once': [{ reset: 'after', times: 1, after: 5 }],
  'reset of every write': [
    { method: 'POST', reset: 'after' },
    { method: 'PATCH', reset: 'after' },
    { method: 'DELETE', reset: 'after' },
  ],
  'reset of everything': [{ reset: 'before' }],
  '500, once': [{ status: 500, times: 1, after: 4 }],
  '503 for everything': [{ status: 503 }],
  '429, once': [{ status: 429, retryAfter: 0, times: 1, after: 2 }],
  '401 for everything': [{ status: 401 }],
  '403 for writes': [{ method: 'POST', status: 403 }],
  'half of a page, once': [{ pages: 'truncated', times: 1, after: 1 }],
  'slow answers': [{ latencyMs: 15 }],
  'lease stays': [{ method: 'DELETE', path: '/v3/system-accounts', status: 500 }],
};

/** Disturbances of git. */
const gitFaults = ['repository gone', 'broken manifest'] as const;

/** A lease that was left lasts four of the loop's minutes, and a pause may have grown before. */
const mostTries = 16;

const broken = 'organizations: [';

/**
 * Lets a loop run in a process of its own against a simulated Konnect and a repository on this disk. In each round
 * something else is wrong; in some of them a commit is pushed, and in some a person changes Konnect. Every five rounds
 * all is well for as many rounds as the loop needs, and Konnect has to be what an undisturbed apply of the commit makes.
 */
export async function runCourse({ rounds, seed }: CourseOptions): Promise<CourseOutcome> {
  const course = await Course.start(seed);
  try {
    for (let number = 1; number <= rounds; number += 1) {
      await course.disturbedRound(number);
      if (number % 5 === 0 || number === rounds) await course.calm(number);
    }
    await course.stop();
    return course.outcome;
  } finally {
    await course.close();
  }
}

class Course {
  readonly #repositories = new LocalRepositories();
  readonly #repository: LocalRepository;
  readonly #temporary = mkdtempSync(path.join(tmpdir(), 'konduct-loop-'));
  readonly #konnect: Simulator;
  readonly #port: number;
  readonly #child: ChildProcess;
  readonly #random: () => number;
  readonly #problems: string[] = [];
  readonly #outcomes: Record<string, number> = {};
  readonly #disturbances: Record<string, number> = {};
  readonly #pauses: PauseMessage[] = [];
  #files: Readonly<Record<string, string>>;
  #rounds = 0;
  #told = 0;
  #commits = 0;
  #byHand = 0;
  #comparisons = 0;
  #scrapes = 0;

  private constructor(konnect: Simulator, port: number, seed: number) {
    this.#konnect = konnect;
    this.#port = port;
    this.#random = randomFrom(seed);
    this.#repository = this.#repositories.create('platform');
    const platform = createSmallPlatform();
    this.#files = Object.fromEntries(Object.values(small).map((file) => [file, platform.read(file)]));
    platform.remove();
    this.#commit(this.#files);
    const args = [this.#repository.remote, konnect.konnectUrl, String(port)];
    this.#child = fork(path.join(import.meta.dirname, 'follower.ts'), args, {
      execArgv: ['--expose-gc'],
      env: { PATH: process.env.PATH, TMPDIR: this.#temporary, ...smallEnvironment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  static async start(seed: number): Promise<Course> {
    const course = new Course(await startSimulator(), await freePort(), seed);
    await course.#pause();
    return course;
  }

  get outcome(): CourseOutcome {
    return {
      problems: this.#problems,
      rounds: this.#rounds,
      outcomes: this.#outcomes,
      told: this.#told,
      disturbances: this.#disturbances,
      commits: this.#commits,
      changesByHand: this.#byHand,
      comparisons: this.#comparisons,
      pauses: this.#pauses,
      scrapes: this.#scrapes,
    };
  }

  /** Disturbs the loop in one way, and lets it go on until it pauses again. */
  async disturbedRound(number: number): Promise<void> {
    const names = [...Object.keys(faults), ...gitFaults];
    const name = names[Math.floor(this.#random() * names.length)] ?? '';
    if (number % 3 === 0) this.#commit(this.#changed(number));
    if (number % 4 === 0) await this.#changeByHand(number);
    this.#disturbances[name] = (this.#disturbances[name] ?? 0) + 1;
    this.#konnect.faults(...(faults[name] ?? []));
    const good = this.#files[small.organizations] ?? '';
    if (name === 'broken manifest') this.#commit({ [small.organizations]: broken });
    if (name === 'repository gone') this.#move('away');
    await this.#go();
    if (name === 'repository gone') this.#move('back');
    if (name === 'broken manifest') this.#commit({ [small.organizations]: good });
    this.#konnect.clearFaults();
    this.#konnect.resetLog();
    await this.#scrape();
  }

  /** Lets the loop run undisturbed until a round has nothing to do, and compares Konnect. */
  async calm(number: number): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      if (tries === mostTries) {
        this.#problems.push(`round ${number}: it did not come to rest in ${tries} rounds`);
        return;
      }
      const pause = await this.#go();
      // A lease that a disturbed round left is removed when it has ended.
      if (pause.rounds.at(-1)?.outcome === 'unchanged' && this.#rows('system-accounts').length === 0) break;
    }
    this.#konnect.resetLog();
    // A round with nothing to do and nothing new says nothing and writes nothing.
    const pause = await this.#go();
    if (pause.rounds.some(({ isNews }) => isNews)) this.#problems.push(`round ${number}: a quiet round was told`);
    const written = this.#konnect.log().filter(({ method }) => method !== 'GET');
    if (written.length > 0) this.#problems.push(`round ${number}: a quiet round wrote ${written.length} times`);
    this.#konnect.resetLog();
    await this.#compare(number);
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.send('stop');
    const [code] = await ended;
    if (code !== 0) this.#problems.push(`the loop ended with exit code ${code}`);
    const left = readdirSync(this.#temporary).filter((name) => name.startsWith('konduct-'));
    if (left.length > 0) this.#problems.push(`files are left: ${left.join(', ')}`);
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
    await this.#konnect.close();
    this.#repositories.remove();
    rmSync(this.#temporary, { recursive: true, force: true });
  }

  #commit(files: Readonly<Record<string, string>>): void {
    this.#files = { ...this.#files, ...files };
    this.#repository.commit('main', files);
    this.#commits += 1;
  }

  /** Another description of the team, and with every second change another team or none. */
  #changed(number: number): Record<string, string> {
    const team = number % 2 === 0 ? '' : `  team-${number}:\n    description: Number ${number}\n`;
    const text = this.#files[small.teams] ?? '';
    const flights = text.replace(/description: Where we fly.*/, `description: Where we fly, ${number}`);
    return { [small.teams]: `${flights.replace(/^ {2}team-\d+:\n.*\n/m, '')}${team}` };
  }

  /** Changes a team as a person would. */
  async #changeByHand(number: number): Promise<void> {
    const [team] = this.#rows('teams').filter(({ name }) => name === 'flights');
    if (!team) return;
    const place = `/global/v3/teams/${team.id}`;
    if (number % 8 === 0) await somebody(this.#konnect, smallToken, 'DELETE', place);
    else await somebody(this.#konnect, smallToken, 'PATCH', place, { description: `By hand ${number}` });
    this.#byHand += 1;
  }

  #rows(table: string): readonly SavedRow[] {
    return new SavedState(this.#konnect.state(), smallToken).rows(table);
  }

  #move(where: 'away' | 'back'): void {
    const { directory } = this.#repository;
    if (where === 'away') renameSync(directory, `${directory}.away`);
    else renameSync(`${directory}.away`, directory);
  }

  async #go(): Promise<PauseMessage> {
    this.#child.send('go');
    return this.#pause();
  }

  async #pause(): Promise<PauseMessage> {
    const waiting = new AbortController();
    const { signal } = waiting;
    const ended = once(this.#child, 'close', { signal }).then(([code]) => {
      throw new Error(`the loop ended with exit code ${code}`);
    });
    const told = once(this.#child, 'message', { signal });
    const [pause] = (await Promise.race([told, ended]).finally(() => {
      ended.catch(() => {});
      waiting.abort();
    })) as [PauseMessage];
    this.#pauses.push(pause);
    this.#rounds += pause.rounds.length;
    for (const { outcome, isNews } of pause.rounds) {
      this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + 1;
      if (isNews) this.#told += 1;
      if (outcome === 'defect') this.#problems.push('a round met a defect');
    }
    return pause;
  }

  async #compare(number: number): Promise<void> {
    this.#comparisons += 1;
    const platform: PlatformDirectory = createPlatform(this.#files);
    const fresh = await startSimulator();
    try {
      await apply(platform, fresh, { environment: smallEnvironment });
      const expected = contentOf(fresh);
      const found = contentOf(this.#konnect);
      const tables = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
      const differing = tables.filter((name) => !isDeepStrictEqual(found[name], expected[name]));
      if (differing.length > 0) this.#problems.push(`round ${number}: differs in ${differing.join(', ')}`);
    } finally {
      await fresh.close();
      platform.remove();
    }
  }

  async #scrape(): Promise<void> {
    const health = await fetch(`http://127.0.0.1:${this.#port}/health`);
    const state = (await health.json()) as { status: string };
    if (health.status !== 200 || state.status !== 'alive') this.#problems.push(`/health: ${health.status}`);
    const metrics = await (await fetch(`http://127.0.0.1:${this.#port}/metrics`)).text();
    const counted = [...metrics.matchAll(/^konduct_rounds_total\{.*\} (\d+)$/gm)];
    const sum = counted.reduce((total, [, number]) => total + Number(number), 0);
    if (sum !== this.#rounds) this.#problems.push(`/metrics counts ${sum} rounds of ${this.#rounds}`);
    this.#scrapes += 1;
  }
}

function contentOf(konnect: Simulator): Readonly<Record<string, unknown>> {
  return { ...new SavedState(konnect.state(), smallToken).content() };
}

/** Numbers from 0 to 1 that only the seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The growth of a number in each step, by the line that fits best. */
export function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const above = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  const below = values.reduce((sum, _value, at) => sum + (at - middle) ** 2, 0);
  return above / below;
}
