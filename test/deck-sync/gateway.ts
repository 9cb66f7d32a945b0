import { dirname } from 'node:path';
import { compareText } from '@konduct/core/value/compare-text';
import { diffDeck, syncDeck } from '@konduct/operations/deck/gateway';
import type { DeckProgress, GatewayDeckOptions } from '@konduct/operations/deck/options';
import type { DeckReport } from '@konduct/operations/deck/report';
import { optionsFor } from '@konduct/operations/options.fixture';
import type { Simulator } from '@konduct/simulator/simulator';
import { deckPath } from './deck-run.ts';
import type { KongAir } from './kong-air.ts';

/** A token of which every part can be found in any output. */
export const token = 'kpat_Q7vX2mNp9TzR4wLs8BdK';

/** A platform repository and a Konnect, with the options and context of a run. */
export interface Gateways {
  readonly air: KongAir;
  readonly simulator: Simulator;
  /** Values that were passed to `maskSecret`. */
  readonly secrets: string[];
  readonly progress: DeckProgress[];
  diff(options?: Partial<GatewayDeckOptions>, variables?: Record<string, string>): Promise<DeckReport>;
  sync(options?: Partial<GatewayDeckOptions>, variables?: Record<string, string>): Promise<DeckReport>;
  createPlanes(...names: string[]): Promise<void>;
  /** A control plane's entities of a kind, by name. */
  entities(plane: string, kind: string): Promise<Record<string, unknown>[]>;
  call(method: string, path: string, body?: unknown): Promise<unknown>;
}

export function gatewaysOf(air: KongAir, simulator: Simulator): Gateways {
  const secrets: string[] = [];
  const progress: DeckProgress[] = [];
  const settings = (options: Partial<GatewayDeckOptions>): GatewayDeckOptions => ({
    ...optionsFor(air.workspace),
    konnectUrl: simulator.konnectUrl,
    adopt: 'by-name',
    concurrency: 4,
    skipWithoutSecrets: false,
    detailedExitCode: false,
    allowDeletes: false,
    forceDelete: [],
    ...options,
  });
  const runContext = (variables: Record<string, string>) => ({
    environment: { PATH: dirname(deckPath ?? ''), KONGAIRLINES_KONNECT_TOKEN: token, ...variables },
    maskSecret: (value: string) => void secrets.push(value),
    onProgress: () => {},
    onDeckProgress: (event: DeckProgress) => void progress.push(event),
    signal: new AbortController().signal,
  });
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${simulator.url}/us${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  const patience = { attempts: 2, baseDelay: 1, settle: 0 };
  return {
    air,
    simulator,
    secrets,
    progress,
    diff: (options = {}, variables = {}) => diffDeck(settings(options), runContext(variables), patience),
    sync: (options = {}, variables = {}) => syncDeck(settings(options), runContext(variables), patience),
    call,
    async createPlanes(...names) {
      for (const name of names) await call('POST', '/v2/control-planes', { name });
    },
    async entities(plane, kind) {
      const planes = (await call('GET', `/v2/control-planes?filter[name][eq]=${plane}`)) as { data: { id: string }[] };
      const list = await call('GET', `/v2/control-planes/${planes.data[0]?.id}/core-entities/${kind}?size=1000`);
      const { data } = list as { data: Record<string, unknown>[] };
      return data.toSorted((a, b) => compareText(String(a.name), String(b.name)));
    },
  };
}

export const allPlanes = ['customer-data-dev', 'flight-data-dev', 'customer-data-prd', 'flight-data-prd'] as const;
