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

/** A control plane with the values needed to reach it. */
export interface ControlPlane {
  readonly name: string;
  /** The base address of its region. */
  readonly address: string;
  /** The file that it must equal. */
  readonly state: SourceFile;
  readonly access: GatewayAccess;
  /** Variables of the file without a value here: it can be compared, and not synced. */
  readonly absent?: AbsentValues | undefined;
}

/** The sum of all attempts of a sync, and the errors of the last one. */
export interface SyncOutput extends Pick<GatewayOutput, 'done' | 'errors' | 'warnings'> {
  readonly attempts: number;
  /** The reason why the last attempt has no report although an earlier one has. */
  readonly broken?: Diagnostic;
}

export type Read<T> = { readonly value: T } | { readonly diagnostic: Diagnostic };

/** Errors of decK that may pass: certain answers of Konnect, and broken connections. */
const transient =
  /HTTP status (?:429|500|502|503|504)\b|\bgiving up after \d+ attempt|connection re(?:set|fused)|\bEOF\b|broken pipe|TLS handshake timeout|i\/o timeout/;

const attempts = 4;

/** How failed runs are repeated. */
export interface Again {
  /** Milliseconds. */
  readonly pause: (time: number) => Promise<void>;
  /** Called with a line about an error after which the run is repeated. */
  readonly tell: (line: string) => void;
  /** Whether the run was asked to stop; no run is repeated then. */
  readonly isStopped: () => boolean;
}

const unattended: Again = { pause: defaultPause, tell: () => {}, isStopped: () => false };

/** With several workers, decK's diff loses entities from its report; with one it does not. */
const oneAtATime = '--parallelism=1';

/**
 * Without this option decK replaces values of variables in the finished JSON, also in numbers and booleans, and the
 * result is not JSON.
 */
const unmasked = '--no-mask-deck-env-vars-value';

/** Runs decK against one control plane. */
export class ControlPlaneDeck {
  readonly #deck: Deck;
  readonly #plane: ControlPlane;
  readonly #again: Again;
  /** The secrets of the control plane, to mask in reports. */
  readonly secrets: Secrets;

  constructor(deck: Deck, plane: ControlPlane, again: Partial<Again> = {}) {
    this.#deck = deck;
    this.#plane = plane;
    const { state, access, absent } = plane;
    const templates = state.text.includes('${{') ? parseYaml(state).value : undefined;
    this.secrets = { places: new SecretPlaces(templates), masking: maskingOf(access), absent };
    this.#again = { ...unattended, ...again };
  }

  /** The changes of a sync. Nothing is written. */
  async diff(): Promise<Read<GatewayOutput>> {
    const report = () => this.#report('diff', 'compare', [oneAtATime]);
    const first = await report();
    const read = 'value' in first && !isWhole(first.value) ? await report() : first;
    return 'value' in read && !isWhole(read.value) ? { diagnostic: this.#problem(incomplete, 'compare') } : read;
  }

  /**
   * Makes our part of the control plane equal to its file. The report has decK's own counts. The sync is repeated while
   * all errors are ones that may pass; the next attempt does not repeat writes that succeeded.
   */
  async sync(): Promise<Read<SyncOutput>> {
    const done = { creates: 0, updates: 0, deletes: 0 };
    for (let attempt = 1; ; attempt += 1) {
      const read = await this.#report('sync', 'sync', []);
      if ('diagnostic' in read) {
        // An earlier attempt has written entities, which must be reported.
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

  /** All entities of the control plane, ours and others. */
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

  /**
   * Repeats a run whose failure may pass. decK itself repeats requests for entities, but not the one that looks for the
   * control plane.
   */
  async #run([command, ...args]: readonly string[], input: string): Promise<DeckOutcome> {
    const { name, address, access } = this.#plane;
    const where = [`--konnect-addr=${address}`, `--konnect-control-plane-name=${name}`];
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#deck.gateway([command ?? '', ...where, ...args], input, access);
      // A report with exit code 0 is final. With any other exit code decK has written nothing.
      const passes = !outcome.ok && outcome.code === 'deck-failed' && transient.test(outcome.reason);
      if (!passes || !(await this.#waits(attempt, outcome.reason))) return outcome;
    }
  }

  /** Pauses before the next attempt and reports it; false if there is to be none. */
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

/** Whether a report lists as many changes as it counts. */
function isWhole({ summary, done }: GatewayOutput): boolean {
  return done.creates <= summary.creates && done.updates <= summary.updates && done.deletes <= summary.deletes;
}

function defaultPause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
