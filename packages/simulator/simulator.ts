import type { Server } from 'node:http';
import { connectDataPlane, type DataPlane } from './gateway/data-planes.ts';
import { acceptInvites } from './kinds/users.ts';
import { type Exchange, ExchangeLog, type Stats } from './serve/exchange-log.ts';
import { type FaultRule, Faults } from './serve/faults.ts';
import { readOrganizations } from './serve/organizations-file.ts';
import { type RunningProxy, startProxy } from './serve/proxy.ts';
import { RateLimit, type RateLimitOptions } from './serve/rate-limit.ts';
import { createSimulatorServer, listen } from './serve/server.ts';
import type { Simulation } from './serve/simulation.ts';
import { StateFile } from './serve/state-file.ts';
import { type Snapshot, save } from './snapshot.ts';
import { State, type StateOptions } from './state.ts';

export interface SimulatorOptions {
  /** Any free port by default. */
  readonly port?: number;
  /** The port of the CONNECT proxy; 0 for any free port. Absent: there is no proxy. */
  readonly proxyPort?: number;
  /** The file for the proxy's certificate authority; in a temporary folder by default. */
  readonly caFile?: string;
  /** The least time for every answer, in milliseconds. */
  readonly latencyMs?: number;
  /** Refuses more requests with 429; any rate is allowed by default. */
  readonly rateLimit?: RateLimitOptions;
  /** Loaded if it exists, saved after changes and at the end. */
  readonly stateFile?: string;
  readonly organizationsFile?: string;
  readonly organizations?: StateOptions['organizations'];
  readonly pendingInvites?: boolean;
  readonly checkServices?: boolean;
  /** Answers 500 to a request that takes the last way to sign in, and counts it; see `lockOuts`. */
  readonly signInWatch?: boolean;
  /** Keeps request and response bodies in the log, with secret fields masked. */
  readonly recordBodies?: boolean;
  readonly faults?: readonly FaultRule[];
  /** The state's clock, milliseconds since the epoch; the real one by default. */
  readonly clock?: () => number;
}

/** A Konnect on the loopback address. */
export interface Simulator {
  readonly url: string;
  /** The template of the address, which clients fill with a region or `global`. */
  readonly konnectUrl: string;
  /** For `HTTPS_PROXY`, if there is a proxy. */
  readonly proxyUrl: string | undefined;
  /** For `SSL_CERT_FILE`, if there is a proxy. */
  readonly caFile: string | undefined;
  log(): readonly Exchange[];
  resetLog(): void;
  stats(): Stats;
  /** Adds fault rules; see `clearFaults`. */
  faults(...rules: readonly FaultRule[]): void;
  clearFaults(): void;
  state(): Snapshot;
  /** The number of requests that took an organization's last way to sign in, with `signInWatch`. */
  lockOuts(): number;
  /** Accepts the invitation to an address, or all. @returns the number of new users. */
  acceptInvites(address?: string): number;
  /** Connects a data plane to a control plane. @returns its id. */
  connectDataPlane(dataPlane: DataPlane): string;
  /** Ends all connections and saves the state. A second call waits for the first. */
  close(): Promise<void>;
}

/**
 * Starts the simulator.
 *
 * @throws Error when a port is in use or a file cannot be read
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const stateOptions: StateOptions = {
    clock: options.clock ?? Date.now,
    organizations: [
      ...(options.organizations ?? []),
      ...(options.organizationsFile === undefined ? [] : readOrganizations(options.organizationsFile)),
    ],
    pendingInvites: options.pendingInvites ?? false,
    checkServices: options.checkServices ?? true,
    signInWatch: options.signInWatch ?? false,
  };
  const file = options.stateFile === undefined ? undefined : StateFile.open(options.stateFile, stateOptions);
  const simulation: Simulation = {
    state: file?.state ?? new State(stateOptions),
    faults: new Faults(),
    log: new ExchangeLog(),
    latencyMs: options.latencyMs ?? 0,
    ...(options.rateLimit ? { rateLimit: new RateLimit(options.rateLimit) } : {}),
    recordBodies: options.recordBodies ?? false,
    changed: () => file?.touch(),
  };
  simulation.faults.add(...(options.faults ?? []));
  const server = createSimulatorServer(simulation);
  const port = await listen(server, options.port ?? 0);
  const proxy = await startOptionalProxy(simulation, options, server);
  const unwatch = file === undefined ? () => {} : flushOnSignals(file);
  const shutDown = async () => {
    unwatch();
    await closeAll(server, proxy);
    file?.flush();
  };
  let closing: Promise<void> | undefined;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    konnectUrl: `${url}/{region}`,
    proxyUrl: proxy?.url,
    caFile: proxy?.caFile,
    log: () => simulation.log.entries(),
    resetLog: () => simulation.log.reset(),
    stats: () => simulation.log.stats(),
    faults: (...rules) => simulation.faults.add(...rules),
    clearFaults: () => simulation.faults.clear(),
    state: () => save(simulation.state),
    lockOuts: () => simulation.state.lockOuts,
    acceptInvites: (address) => {
      const accepted = acceptInvites(simulation.state, address);
      simulation.changed();
      return accepted;
    },
    connectDataPlane: (dataPlane) => {
      const id = connectDataPlane(simulation.state, dataPlane);
      simulation.changed();
      return id;
    },
    close: () => {
      closing ??= shutDown();
      return closing;
    },
  };
}

/** Starts the proxy. If that fails, closes the server, which would otherwise keep the process alive. */
async function startOptionalProxy(
  simulation: Simulation,
  { proxyPort, caFile }: SimulatorOptions,
  server: Server,
): Promise<RunningProxy | undefined> {
  if (proxyPort === undefined) return undefined;
  try {
    return await startProxy(simulation, proxyPort, caFile);
  } catch (error) {
    await closeAll(server, undefined);
    throw error;
  }
}

async function closeAll(server: Server, proxy: RunningProxy | undefined): Promise<void> {
  await proxy?.close();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Saves at a signal that ends the process. Other listeners end the process; without any, the signal itself does. */
function flushOnSignals(file: StateFile): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    file.flush();
    unwatch();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const unwatch = () => {
    process.removeListener('SIGTERM', onSignal);
    process.removeListener('SIGINT', onSignal);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return unwatch;
}
