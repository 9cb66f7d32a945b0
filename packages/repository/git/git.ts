import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { parseRemote } from '@konduct/core/manifest/remote';
import { revealSecret, type Secret } from '@konduct/core/secret/secret';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { Countdown } from '@konduct/network/countdown';
import { endWithUs, killGroup } from '@konduct/tool/process/leftover';
import { gitEnvironment } from './environment.ts';
import { GitFailure, reasonIn } from './git-failure.ts';
import { machineRefusalIn } from './machine-refusal.ts';

/** The protocol and login with which a process reaches a remote. */
export interface Reach {
  readonly protocol: 'https' | 'ssh' | 'file';
  /** Configuration with a token, for this process alone. */
  readonly settings: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Secrets to remove from the process's output. */
  readonly secrets: readonly Secret[];
}

export interface GitCall {
  readonly args: readonly string[];
  /** The repository; absent for a process that only reads from a remote. */
  readonly directory?: string;
  /** Whether pathspecs among the arguments are patterns, such as `:(glob)*.yaml`. By default they are plain paths. */
  readonly patterns?: boolean;
  /** Absent for a process without network. */
  readonly reach?: Reach;
  readonly input?: string | Uint8Array;
  /** The most bytes of output. */
  readonly limit?: number;
  /** Whether the process goes on when the run is asked to stop, because it writes to a remote. */
  readonly finishes?: boolean;
}

export interface GitSettings {
  readonly environment: EnvironmentVariables;
  /** An empty folder for git's home. */
  readonly home: string;
  /** The time limit of each process, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /**
   * Called when git runs, with its subcommand and the remote that it contacts. The function that it returns is called
   * when the process has ended. A process that is kept to answer questions is not told of.
   */
  readonly onRun?: ((what: string) => () => void) | undefined;
}

interface Counts {
  processes: number;
  contacts: number;
}

const defaultLimit = 64 * 1024 * 1024;
const keptErrors = 8_000;

/** Starts git processes without a shell, with a time limit for each, and in an environment of their own. */
export class Git {
  readonly #settings: GitSettings;
  readonly #counts: Counts;
  readonly #deadline: AbortSignal | undefined;

  constructor(settings: GitSettings, counts: Counts = { processes: 0, contacts: 0 }, deadline?: AbortSignal) {
    this.#settings = settings;
    this.#counts = counts;
    this.#deadline = deadline;
    // Every process at a time adds a listener.
    setMaxListeners(0, settings.signal, ...(deadline ? [deadline] : []));
  }

  /** The same, with one time limit for all processes together, in addition to each one's own. */
  until(deadline: AbortSignal): Git {
    return new Git(this.#settings, this.#counts, deadline);
  }

  /** The empty folder that is git's home. */
  get home(): string {
    return this.#settings.home;
  }

  /** The number of processes so far. */
  get processes(): number {
    return this.#counts.processes;
  }

  /** The number of processes so far that contacted a remote. */
  get contacts(): number {
    return this.#counts.contacts;
  }

  /** Runs git to its end. Resolves to its output; rejects with a {@link GitFailure}. */
  async run(call: GitCall): Promise<Buffer> {
    const { signal, timeout } = this.#settings;
    if (signal.aborted) throw new GitFailure('stopped', '');
    if (this.#deadline?.aborted) throw new GitFailure('timed-out', '');
    const child = this.start(call);
    const stops: Limits['stops'][number][] = call.finishes ? [] : [[signal, 'stopped']];
    if (this.#deadline) stops.push([this.#deadline, 'timed-out']);
    const done = this.#settings.onRun?.(titleOf(call));
    if (done) child.once('close', done);
    const end = ending(child, { timeout, limit: call.limit ?? defaultLimit, stops });
    child.stdin.on('error', () => {
      // git ended without reading all input; its exit code gives the reason.
    });
    child.stdin.end(call.input ?? '');
    const { code, output, errors, failure } = await end;
    if (failure) throw failure;
    if (code === 0) return output;
    const said = withoutSecrets(errorLines(errors), call.reach?.secrets ?? []);
    const refused = machineRefusalIn(errors);
    throw new GitFailure(refused === undefined ? reasonIn(errors) : 'machine', said, refused);
  }

  /**
   * Whether git is installed and new enough to take settings from environment variables. An older one would ignore them
   * silently and use the machine's settings, with its hooks and helpers.
   */
  async isUsable(): Promise<boolean> {
    try {
      const said = (await this.run({ args: ['version'] })).toString('utf8');
      const [, major = '0', minor = '0'] = /^git version (\d+)\.(\d+)/.exec(said) ?? [];
      return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 31);
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      // A run that is asked to stop needs no answer; the next step reports the stop.
      return error.reason === 'stopped';
    }
  }

  /** Starts git. The caller writes its input and reads its output. */
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
      // A process group of its own, so that git's child processes end with it.
      detached: true,
      shell: false,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    endWithUs(child);
    return child;
  }
}

function titleOf({ args, reach }: GitCall): string {
  const remote = reach && args.find((part) => parseRemote(part));
  return `git ${args[0]}${remote === undefined ? '' : ` ${remote}`}`;
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
  /** The signals that end the process, each with the reason for the failure. */
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

/** The last lines in which git names the error, without its progress. */
function errorLines(errors: string): string {
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
