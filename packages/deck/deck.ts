import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { SourceRange } from '@konduct/core/source/range';
import type { EnvironmentVariables } from '@konduct/core/value/environment-variables';
import { offlineEnvironment, onlineEnvironment } from '@konduct/tool/process/environment';
import { Masking } from '@konduct/tool/process/masking';
import type { ProcessResult, ProcessRunner } from '@konduct/tool/process/runner';
import { type DeckTimeLimits, deckTimeLimits } from './time-limits.ts';

/** An executable decK. */
export interface DeckBinary {
  readonly path: string;
  /** Without `v`. */
  readonly version: string;
}

export interface DeckOptions {
  readonly binary: DeckBinary;
  readonly runner: ProcessRunner;
  /** The caller's environment. Only the variables that decK needs are passed on. */
  readonly environment: EnvironmentVariables;
  /** An empty folder for decK's home, so that no `.deck.yaml` changes its settings. */
  readonly home: string;
  readonly signal?: AbortSignal;
  /** Milliseconds one run may take. */
  readonly timeLimit?: Partial<DeckTimeLimits>;
}

/** The result of a run of decK, or the reason for its failure, on one line and without secrets. */
export type DeckOutcome = { readonly ok: true; readonly output: string; readonly notes: string } | DeckFailure;

export interface DeckFailure {
  readonly ok: false;
  readonly code: 'deck-failed' | 'deck-timeout' | 'deck-output';
  readonly reason: string;
  /** How the process ended, if decK itself did not report an error. */
  readonly end?: 'not-started' | 'crashed' | 'stopped';
}

/** The secrets for a run against Konnect. */
export interface GatewayAccess {
  readonly token: string;
  /** The variables that decK files read, all named `DECK_…`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Secrets to mask that decK does not get: values of variables that the files no longer name. */
  readonly secrets?: readonly string[];
}

/** Masks all secrets of a run. */
export function maskingOf({ token, variables, secrets = [] }: GatewayAccess): Masking {
  return new Masking([token, ...Object.values(variables), ...secrets]);
}

const outputLimit = 256 * 1024 * 1024;
const reasonLimit = 1000;

/** Runs decK without a shell, with a minimal environment, and with limits on time and output. */
export class Deck {
  readonly version: string;
  readonly #options: DeckOptions;

  constructor(options: DeckOptions) {
    this.#options = options;
    this.version = options.binary.version;
  }

  /** Runs a `deck file` command. It gets no secret and no network. */
  async file(args: readonly string[], input: string, okCodes: readonly number[] = [0]): Promise<DeckOutcome> {
    const { environment, home, timeLimit } = this.#options;
    const result = await this.#run(
      ['file', ...args],
      input,
      offlineEnvironment(environment, home),
      timeLimit?.file ?? deckTimeLimits.file,
    );
    return outcome(result, okCodes, new Masking([]), 'deck-time-limit');
  }

  /** Runs a `deck gateway` command. The token is in the environment, because every process can read arguments. */
  async gateway(args: readonly string[], input: string, access: GatewayAccess): Promise<DeckOutcome> {
    const { environment, home, timeLimit } = this.#options;
    const result = await this.#run(
      ['gateway', ...args],
      input,
      { ...onlineEnvironment(environment, home), ...access.variables, DECK_KONNECT_TOKEN: access.token },
      timeLimit?.gateway ?? deckTimeLimits.gateway,
    );
    return outcome(result, [0], maskingOf(access), 'gateway-time-limit');
  }

  #run(
    [group, command, ...args]: readonly string[],
    input: string,
    environment: Readonly<Record<string, string>>,
    timeLimit: number,
  ): Promise<ProcessResult> {
    const { binary, runner, signal } = this.#options;
    // A sync is always finished: stopping it in the middle would leave a gateway between two states.
    const stoppable = signal && !(group === 'gateway' && command === 'sync');
    return runner.run({
      program: binary.path,
      args: [group ?? '', command ?? '', '--analytics=false', ...args],
      input,
      environment,
      timeLimit,
      outputLimit,
      ...(stoppable ? { signal } : {}),
    });
  }
}

function outcome(result: ProcessResult, okCodes: readonly number[], masking: Masking, limit: string): DeckOutcome {
  switch (result.end) {
    case 'exited':
      if (result.code !== undefined && okCodes.includes(result.code))
        return { ok: true, output: result.stdout, notes: masking.apply(result.stderr) };
      return {
        ok: false,
        code: 'deck-failed',
        reason: reasonIn(result, masking),
        ...(crashed(result) ? { end: 'crashed' } : {}),
      };
    case 'not-started':
      return { ok: false, code: 'deck-failed', reason: 'it could not be started', end: 'not-started' };
    case 'time-limit':
      return {
        ok: false,
        code: 'deck-timeout',
        reason: `it did not end within its time limit (\`${limit}\`) and was stopped`,
      };
    case 'output-limit':
      return { ok: false, code: 'deck-output', reason: 'it printed more than is allowed and was stopped' };
    case 'stopped':
      return { ok: false, code: 'deck-failed', reason: 'the run was stopped', end: 'stopped' };
  }
}

/** Whether the process was ended by a signal, or printed a crash of a Go program. */
function crashed({ code, stderr }: ProcessResult): boolean {
  return code === undefined || /^(?:panic|fatal error): /m.test(stderr);
}

/** decK's own error: the text behind `Error:` if there is one. The lines that its libraries log before repeat it. */
function reasonIn({ code, stdout, stderr }: ProcessResult, masking: Masking): string {
  const text = masking.apply(stderr.trim() === '' ? stdout : stderr);
  const told = /(?:^|\n)Error: ([\s\S]*)$/.exec(text)?.[1] ?? text;
  const line = told
    .slice(0, reasonLimit * 4)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .replace(/\.$/, '');
  if (line === '') return `it ended with ${code === undefined ? 'a signal' : `exit code ${code}`} and said nothing`;
  return line.length > reasonLimit ? `${line.slice(0, reasonLimit)}…` : line;
}

/** The diagnostic for a failed run of decK. */
export function deckProblem(failed: DeckFailure, doing: string, fix: string, at?: SourceRange): Diagnostic {
  return {
    severity: 'error',
    code: failed.code,
    message: `decK could not ${doing}: ${failed.reason}`,
    fix: failed.code === 'deck-timeout' ? tooLong : fix,
    ...(at ? { at } : {}),
  };
}

/** The fix for a run that took too long, for which decK's input is not to blame. */
const tooLong =
  'Run it again when this machine has less to do. If it stays, raise the limit that is named, or divide what decK was given: the larger it is, the longer decK takes.';
