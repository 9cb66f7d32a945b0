import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { type Deck, type DeckFailure, type DeckOutcome, type GatewayAccess, maskingOf } from '../deck.ts';
import type { AbsentValues } from './absent-values.ts';
import { type GatewayWork, gatewayFailure } from './failure.ts';
import type { Secrets } from './fields.ts';
import { type Inventory, readDump, selectTag } from './inventory.ts';
import { type GatewayOutput, readGatewayOutput } from './read-output.ts';
import { SecretPlaces } from './secret-places.ts';

/** A control plane and how to reach it. */
export interface ControlPlane {
  readonly name: string;
  /** The base address of its region. */
  readonly address: string;
  /** The file it shall be equal to. */
  readonly state: SourceFile;
  readonly access: GatewayAccess;
  /** Variables of the file without a value here: it can be compared, and not synced. */
  readonly absent?: AbsentValues | undefined;
}

/** What all attempts of a sync did together, and what the last one left. */
export interface SyncOutput extends Pick<GatewayOutput, 'done' | 'errors' | 'warnings'> {
  readonly attempts: number;
  /** Why the last attempt gave no report, after an earlier one had. */
  readonly broken?: Diagnostic;
}

export type Read<T> = { readonly value: T } | { readonly diagnostic: Diagnostic };

/** What decK says when it is the moment that is wrong and not the request: what Konnect answered, or how the connection ended. */
const transient =
  /HTTP status (?:429|500|502|503|504)\b|\bgiving up after \d+ attempt|connection re(?:set|fused)|\bEOF\b|broken pipe|TLS handshake timeout|i\/o timeout/;

const attempts = 4;

/** How a control plane is tried again. */
export interface Again {
  /** Milliseconds. */
  readonly pause: (time: number) => Promise<void>;
  /** Told in a line what went wrong, and that it is tried again. */
  readonly tell: (line: string) => void;
  /** Whether the run was asked to stop: nothing is tried again then. */
  readonly isStopped: () => boolean;
}

const unattended: Again = { pause: defaultPause, tell: () => {}, isStopped: () => false };

/** decK puts entities into its lists from several places at once and loses some, but never from one alone. */
const oneAtATime = '--parallelism=1';

/** decK replaces the values of variables in the finished JSON, numbers and truth values included, and what is left is none. */
const unmasked = '--no-mask-deck-env-vars-value';

/** Runs decK against one control plane. */
export class ControlPlaneDeck {
  readonly #deck: Deck;
  readonly #plane: ControlPlane;
  readonly #again: Again;
  /** What must not be seen of it. */
  readonly secrets: Secrets;

  constructor(deck: Deck, plane: ControlPlane, again: Partial<Again> = {}) {
    this.#deck = deck;
    this.#plane = plane;
    const { state, access, absent } = plane;
    const templates = state.text.includes('${{') ? parseYaml(state).value : undefined;
    this.secrets = { places: new SecretPlaces(templates), masking: maskingOf(access), absent };
    this.#again = { ...unattended, ...again };
  }

  /** What a sync would do. Nothing is written. */
  async diff(): Promise<Read<GatewayOutput>> {
    const report = () => this.#report('diff', 'compare', [oneAtATime]);
    const first = await report();
    const read = 'value' in first && !isWhole(first.value) ? await report() : first;
    return 'value' in read && !isWhole(read.value) ? { diagnostic: this.#problem(incomplete, 'compare') } : read;
  }

  /**
   * Makes the control plane equal to its file, as far as it is ours. What is reported of it is decK's count alone. It is
   * run again while all that went wrong may pass: what is written already is not written twice.
   */
  async sync(): Promise<Read<SyncOutput>> {
    const done = { creates: 0, updates: 0, deletes: 0 };
    for (let attempt = 1; ; attempt += 1) {
      const read = await this.#report('sync', 'sync', []);
      if ('diagnostic' in read) {
        // An earlier attempt wrote something, which is to be told.
        if (attempt === 1) return read;
        return { value: { done, errors: [], warnings: [], attempts: attempt, broken: read.diagnostic } };
      }
      const { done: now, errors, warnings } = read.value;
      done.creates += now.creates;
      done.updates += now.updates;
      done.deletes += now.deletes;
      const passes = errors.length > 0 && errors.every((error) => transient.test(error));
      if (!passes || !(await this.#waits(attempt, errors[0] ?? '')))
        return { value: { done, errors, warnings, attempts: attempt } };
    }
  }

  /** What the control plane holds, ours and not ours. */
  async inventory(): Promise<Read<Inventory>> {
    const outcome = await this.#run(['dump', '--with-id', '--format=json', '--output-file=-', '--yes'], '');
    if (!outcome.ok) return { diagnostic: this.#problem(outcome, 'read') };
    const inventory = readDump(outcome.output);
    return inventory ? { value: inventory } : { diagnostic: this.#problem(unreadable, 'read') };
  }

  async #report(command: 'diff' | 'sync', work: GatewayWork, more: readonly string[]): Promise<Read<GatewayOutput>> {
    const args = [command, '--json-output', '--yes', unmasked, ...more, `--select-tag=${selectTag}`, '-'];
    const outcome = await this.#run(args, this.#plane.state.text);
    if (!outcome.ok) return { diagnostic: this.#problem(outcome, work) };
    const output = readGatewayOutput(outcome.output, {
      secrets: this.secrets,
      isGiven: (id) => this.#plane.state.text.includes(id),
      notes: outcome.notes,
    });
    return output ? { value: output } : { diagnostic: this.#problem(unreadable, work) };
  }

  /** decK itself waits and retries while it reads and writes entities, but not while it looks for the control plane. */
  async #run([command, ...args]: readonly string[], input: string): Promise<DeckOutcome> {
    const { name, address, access } = this.#plane;
    const where = [`--konnect-addr=${address}`, `--konnect-control-plane-name=${name}`];
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#deck.gateway([command ?? '', ...where, ...args], input, access);
      // A report with exit code 0 is final; an exit code says that nothing was written.
      const passes = !outcome.ok && outcome.code === 'deck-failed' && transient.test(outcome.reason);
      if (!passes || !(await this.#waits(attempt, outcome.reason))) return outcome;
    }
  }

  /** Pauses before the next attempt, and says so; false where there is to be none. */
  async #waits(attempt: number, reason: string): Promise<boolean> {
    const { pause, tell, isStopped } = this.#again;
    if (attempt >= attempts || isStopped()) return false;
    const time = 1000 * 2 ** (attempt - 1);
    tell(`${reason}; trying again in ${time / 1000} s (attempt ${attempt + 1} of ${attempts})`);
    await pause(time);
    return !isStopped();
  }

  #problem(failed: DeckFailure, work: GatewayWork): Diagnostic {
    return gatewayFailure(failed, work, this.#plane);
  }
}

const unreadable = { ok: false, code: 'deck-output', reason: 'what it printed is not its report' } as const;
const incomplete = {
  ok: false,
  code: 'deck-output',
  reason: 'its report lists less than it counts, twice',
} as const;

/** Whether a report lists everything that it counts. */
function isWhole({ summary, done }: GatewayOutput): boolean {
  return done.creates <= summary.creates && done.updates <= summary.updates && done.deletes <= summary.deletes;
}

function defaultPause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
