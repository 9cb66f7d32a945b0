import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { parseRemote } from '@konduct/core/manifest/remote';
import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { Countdown } from '@konduct/network/countdown';
import { endWithUs, killGroup } from '@konduct/tool/process/leftover';
import { gitEnvironment } from './environment.ts';
import { GitFailure, reasonIn } from './git-failure.ts';

/** Where git reaches, and as whom. */
export interface Reach {
  readonly protocol: 'https' | 'ssh' | 'file';
  /** Configuration that carries a token, for the process alone. */
  readonly settings: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** What must never be repeated. */
  readonly secrets: readonly Secret[];
}

export interface GitCall {
  readonly args: readonly string[];
  /** The repository; none for what only talks to a remote. */
  readonly directory?: string;
  /** Whether pathspecs among the arguments are patterns, such as `:(glob)*.yaml`; they are plain paths otherwise. */
  readonly patterns?: boolean;
  /** Absent for what needs no network, which then has none. */
  readonly reach?: Reach;
  readonly input?: string | Uint8Array;
  /** Most bytes it may print. */
  readonly limit?: number;
  /** What writes elsewhere is not ended half-way when the run is asked to stop. */
  readonly finishes?: boolean;
}

export interface GitSettings {
  readonly environment: EnvironmentVariables;
  /** An empty folder that is git's home. */
  readonly home: string;
  /** Milliseconds for each process. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Told what a process that talks to a remote does; what it returns is called when it has ended. */
  readonly onContact?: ((what: string) => () => void) | undefined;
}

interface Counts {
  processes: number;
  contacts: number;
}

const defaultLimit = 64 * 1024 * 1024;
const keptErrors = 8_000;

/** Starts git processes: no shell, arguments as a list, a time limit each, and a closed environment. */
export class Git {
  readonly #settings: GitSettings;
  readonly #counts: Counts;
  readonly #deadline: AbortSignal | undefined;

  constructor(settings: GitSettings, counts: Counts = { processes: 0, contacts: 0 }, deadline?: AbortSignal) {
    this.#settings = settings;
    this.#counts = counts;
    this.#deadline = deadline;
    // As many as there are processes at a time.
    setMaxListeners(0, settings.signal, ...(deadline ? [deadline] : []));
  }

  /** The same, with one time limit for all processes together besides each one's own. */
  until(deadline: AbortSignal): Git {
    return new Git(this.#settings, this.#counts, deadline);
  }

  /** The empty folder that is git's home, for what must go with it. */
  get home(): string {
    return this.#settings.home;
  }

  /** How many processes were started so far. */
  get processes(): number {
    return this.#counts.processes;
  }

  /** How many of them talked to a remote. */
  get contacts(): number {
    return this.#counts.contacts;
  }

  /** Runs git to its end and resolves to what it printed; rejects with a {@link GitFailure}. */
  async run(call: GitCall): Promise<Buffer> {
    const { signal, timeout } = this.#settings;
    if (signal.aborted) throw new GitFailure('stopped', '');
    if (this.#deadline?.aborted) throw new GitFailure('timed-out', '');
    const child = this.start(call);
    const stops: Limits['stops'][number][] = call.finishes ? [] : [[signal, 'stopped']];
    if (this.#deadline) stops.push([this.#deadline, 'timed-out']);
    const end = ending(child, { timeout, limit: call.limit ?? defaultLimit, stops });
    child.stdin.on('error', () => {
      // It ended without reading everything; its exit code says why.
    });
    child.stdin.end(call.input ?? '');
    const { code, output, errors, failure } = await end;
    if (failure) throw failure;
    if (code === 0) return output;
    const said = withoutSecrets(lastWords(errors), call.reach?.secrets ?? []);
    throw new GitFailure(reasonIn(errors), said);
  }

  /**
   * Whether git is there and new enough to be told its settings by variables: an older one would go by those of the
   * machine instead, hooks and helpers included, and would not say so.
   */
  async isUsable(): Promise<boolean> {
    try {
      const said = (await this.run({ args: ['version'] })).toString('utf8');
      const [, major = '0', minor = '0'] = /^git version (\d+)\.(\d+)/.exec(said) ?? [];
      return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 31);
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      // Who is asked to stop need not look for git; what comes next says so.
      return error.reason === 'stopped';
    }
  }

  /** Starts git and leaves the talking to the caller. */
  start({ args, directory, reach, patterns = false }: GitCall): ChildProcessWithoutNullStreams {
    const { environment, home } = this.#settings;
    this.#counts.processes += 1;
    if (reach) this.#counts.contacts += 1;
    const where = directory === undefined ? [] : [`--git-dir=${directory}`];
    const child = spawn('git', [...where, ...(patterns ? [] : ['--literal-pathspecs']), '--no-pager', ...args], {
      cwd: home,
      env: {
        ...gitEnvironment(environment, home, reach?.protocol ?? 'none', reach?.settings),
        ...reach?.environment,
      },
      // A group of its own, so that what git starts ends with it.
      detached: true,
      shell: false,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    endWithUs(child);
    const done = reach
      ? this.#settings.onContact?.(`git ${args[0]} ${args.find((part) => parseRemote(part)) ?? ''}`)
      : undefined;
    if (done) child.once('close', done);
    return child;
  }
}

interface Ending {
  readonly code: number | null;
  readonly output: Buffer;
  readonly errors: string;
  readonly failure?: GitFailure;
}

interface Limits {
  /** Milliseconds. */
  readonly timeout: number;
  /** Bytes. */
  readonly limit: number;
  /** What ends the process, and what that is called. */
  readonly stops: readonly (readonly [AbortSignal, 'stopped' | 'timed-out'])[];
}

function ending(child: ChildProcessWithoutNullStreams, { timeout, limit, stops }: Limits): Promise<Ending> {
  const chunks: Buffer[] = [];
  let size = 0;
  let errors = '';
  let failure: GitFailure | undefined;
  const give = (reason: GitFailure) => {
    failure ??= reason;
    killGroup(child);
  };
  const countdown = new Countdown(timeout, () => give(new GitFailure('timed-out', '')));
  const listeners = stops.map(([signal, reason]) => [signal, () => give(new GitFailure(reason, ''))] as const);
  for (const [signal, stop] of listeners) signal.addEventListener('abort', stop, { once: true });
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) give(new GitFailure('too-much-output', ''));
    else chunks.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('utf8')).slice(-keptErrors);
  });
  return new Promise((resolve) => {
    const finish = (code: number | null) => {
      countdown.clear();
      for (const [signal, stop] of listeners) signal.removeEventListener('abort', stop);
      resolve({ code, output: Buffer.concat(chunks), errors, ...(failure ? { failure } : {}) });
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      failure ??= new GitFailure(error.code === 'ENOENT' ? 'not-installed' : 'other', error.message);
      finish(null);
    });
    child.once('close', finish);
  });
}

/** The lines in which git says what is wrong, without what it only reports. */
function lastWords(errors: string): string {
  const lines = errors.split('\n').flatMap((line) => line.trim() || []);
  const telling = lines.filter((line) => /^(?:fatal|error|remote|ssh|!)\b|rejected|denied/i.test(line));
  return (telling.length > 0 ? telling : lines).slice(-3).join('; ').slice(0, 500);
}

function withoutSecrets(text: string, secrets: readonly Secret[]): string {
  return secrets.reduce((clean, secret) => {
    const value = revealSecret(secret);
    return value === '' ? clean : clean.replaceAll(value, '***');
  }, text);
}
