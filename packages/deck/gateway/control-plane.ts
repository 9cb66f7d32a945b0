import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml } from '@konduct/core/source/yaml';
import { type Deck, type DeckFailure, type DeckOutcome, type GatewayAccess, maskingOf } from '../deck.ts';
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
}

export type Read<T> = { readonly value: T } | { readonly diagnostic: Diagnostic };

/** What Konnect answers when it is the moment that is wrong and not the request. */
const transient = /HTTP status (?:429|502|503|504)\b|connection re(?:set|fused)|\bEOF\b|TLS handshake timeout/;

const attempts = 4;

/** decK puts entities into its lists from several places at once and loses some, but never from one alone. */
const oneAtATime = '--parallelism=1';

/** decK replaces the values of variables in the finished JSON, numbers and truth values included, and what is left is none. */
const unmasked = '--no-mask-deck-env-vars-value';

/** Runs decK against one control plane. */
export class ControlPlaneDeck {
  readonly #deck: Deck;
  readonly #plane: ControlPlane;
  readonly #pause: (milliseconds: number) => Promise<void>;
  /** What must not be seen of it. */
  readonly secrets: Secrets;

  constructor(deck: Deck, plane: ControlPlane, pause = defaultPause) {
    this.#deck = deck;
    this.#plane = plane;
    const { state, access } = plane;
    const templates = state.text.includes('${{') ? parseYaml(state).value : undefined;
    this.secrets = { places: new SecretPlaces(templates), masking: maskingOf(access) };
    this.#pause = pause;
  }

  /** What a sync would do. Nothing is written. */
  async diff(): Promise<Read<GatewayOutput>> {
    const report = () => this.#report('diff', 'compare', [oneAtATime]);
    const first = await report();
    const read = 'value' in first && !isWhole(first.value) ? await report() : first;
    return 'value' in read && !isWhole(read.value) ? { diagnostic: this.#problem(incomplete, 'compare') } : read;
  }

  /** Makes the control plane equal to its file, as far as it is ours. What is reported of it is decK's count alone. */
  sync(): Promise<Read<GatewayOutput>> {
    return this.#report('sync', 'sync', []);
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
      if (outcome.ok || outcome.code !== 'deck-failed' || attempt >= attempts || !transient.test(outcome.reason))
        return outcome;
      await this.#pause(1000 * 2 ** (attempt - 1));
    }
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
