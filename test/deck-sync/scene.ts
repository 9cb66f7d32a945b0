import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { render } from '@konduct/deck/render/render';
import type { ControlPlaneReport, DeckReport } from '@konduct/operations/deck/report';
import { type Simulator, startSimulator } from '@konduct/simulator/simulator';
import { afterEach, beforeEach } from 'vitest';
import { startDeck } from './deck-run.ts';
import { type Gateways, gatewaysOf, token } from './gateway.ts';
import { copyKongAir, type KongAir, teamsOf } from './kong-air.ts';

/** The team whose decK files the tests add to, and its control plane. */
export const flight = 'KongAirlines/envs/dev/teams/flight-data';
export const flightPlane = 'flight-data-dev';
export const flightOnly = { environments: ['dev'] };

/** Kong Air and a simulated Konnect, new for each test. */
export interface Scene {
  readonly air: KongAir;
  readonly simulator: Simulator;
  readonly gateways: Gateways;
  write(relative: string, text: string): void;
  /** Changes a file. Fails if nothing changes. */
  edit(relative: string, change: (text: string) => string): void;
  /** Renders every decK file again. */
  render(): Promise<void>;
  /** Adds entities to the team's decK file and renders it again. */
  extra(text: string): Promise<void>;
  /** Syncs a file with decK alone, as another pipeline would. */
  byOthers(plane: string, text: string, ...more: string[]): Promise<void>;
  /** The number of writes to Konnect since its log was reset. */
  writes(): number;
}

export function useScene(): Scene {
  let air: KongAir;
  let simulator: Simulator;
  let gateways: Gateways;
  beforeEach(async () => {
    air = copyKongAir();
    simulator = await startSimulator();
    gateways = gatewaysOf(air, simulator);
  });
  afterEach(async () => {
    await simulator.close();
    air.remove();
  });
  const write = (relative: string, text: string) => {
    mkdirSync(dirname(air.path(relative)), { recursive: true });
    writeFileSync(air.path(relative), text);
  };
  const renderAnew = async () => {
    const { deck, end } = startDeck();
    const { files, diagnostics } = await render(teamsOf(air.directory), air.tree(), deck);
    end();
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    air.tree().write(files);
  };
  return {
    get air() {
      return air;
    },
    get simulator() {
      return simulator;
    },
    get gateways() {
      return gateways;
    },
    write,
    edit(relative, change) {
      const before = air.read(relative);
      const after = change(before);
      if (after === before) throw new Error(`${relative} is as it was`);
      write(relative, after);
    },
    render: renderAnew,
    async extra(text) {
      write(`${flight}/deck/extra.yaml`, `_format_version: "3.0"\n${text}`);
      await renderAnew();
    },
    async byOthers(plane, text, ...more) {
      const { deck, end } = startDeck();
      const where = [`--konnect-control-plane-name=${plane}`, `--konnect-addr=${simulator.url}/us`];
      const synced = await deck.gateway(['sync', ...where, ...more, '-'], text, { token, variables: {} });
      end();
      if (!synced.ok) throw new Error(synced.reason);
    },
    writes: () => simulator.log().filter(({ method }) => method !== 'GET').length,
  };
}

export function planeIn(report: DeckReport, name: string = flightPlane): ControlPlaneReport {
  const plane = report.controlPlanes.find((one) => one.name === name);
  if (!plane) throw new Error(`${name} is not in the report`);
  return plane;
}

export function outcomes(report: DeckReport): Record<string, string> {
  return Object.fromEntries(report.controlPlanes.map(({ name, outcome }) => [name, outcome]));
}
