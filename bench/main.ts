import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { baselines, type Figure, type Run, runs } from './baseline.ts';
import { printRendering } from './deck.ts';
import { floorOf } from './floor.ts';
import { addGatewayServices } from './gateway.ts';
import { writePlatform } from './platform.ts';
import { RemoteSimulator } from './remote-simulator.ts';
import { printStaging } from './stage.ts';

/** Milliseconds for each response, and requests in flight: the values of the baselines, and our default. */
const latency = 50;
const inFlight = 8;

const root = path.resolve(import.meta.dirname, '..');
/** With `--sources` the calls are those of the sources, which need not be built; the seconds then mean nothing. */
const fromSources = process.argv.includes('--sources');
const cli = fromSources ? path.join(root, 'packages', 'cli', 'main.ts') : path.join(root, 'dist', 'cli', 'index.js');
const kongAir = path.join(process.env.KONDUCT_SHARED ?? path.join(root, '..', 'shared'), 'kong-air', 'konnect');
const example = path.join(root, 'action-examples', 'kong-air', 'konnect');
const token = 'kpat_bench';

interface Platform {
  readonly name: string;
  readonly directory: string;
  readonly tokenVariable: string;
  /** The staged file that is changed. */
  readonly specification: string;
}

interface Measured extends Figure {
  readonly writes: number;
  readonly floor: number;
  readonly maxInFlight: number;
  /** The calls that the plan announced for an apply; those of the reading for a plan. */
  readonly announced: number;
  /** Calls that the simulator refused because of its rate limit. */
  readonly refused: number;
}

async function measure(platform: Platform, command: 'plan' | 'apply', simulator: RemoteSimulator): Promise<Measured> {
  await simulator.takeLog();
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [cli, command, '--config', platform.directory, '--konnect-url', simulator.konnectUrl, '--format', 'json'],
    {
      env: { ...process.env, [platform.tokenVariable]: token },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let report = '';
  child.stdout.on('data', (chunk) => {
    report += String(chunk);
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const [code] = await once(child, 'close');
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${command} of ${platform.name} ended with ${code}\n${errors}`);
  const log = await simulator.takeLog();
  return {
    calls: log.length,
    writes: log.filter(({ method }) => method !== 'GET').length,
    seconds,
    floor: floorOf(log, inFlight, latency),
    maxInFlight: Math.max(0, ...log.map((request) => request.inFlight)),
    announced: announcedIn(report, command),
    refused: log.filter(({ status }) => status === 429).length,
  };
}

/** The number of calls that a run announces in its report. */
function announcedIn(report: string, command: 'plan' | 'apply'): number {
  const { calls } = JSON.parse(report).organizations[0];
  const { reads, writes } = command === 'plan' ? calls.planned : calls.expected;
  return reads + writes;
}

/** The deviation of the calls sent from those announced, in per cent. */
function deviation({ calls, announced }: Measured): string {
  return `${(((calls - announced) / announced) * 100).toFixed(1)} %`;
}

/**
 * Applies a platform of more than 1,000 writes to a simulator that allows so many requests a second. It fails if a
 * change was not applied, as one whose retries were exhausted.
 */
async function printRateLimited(directory: string, document: string): Promise<void> {
  writePlatform(directory, 200, document);
  const platform = { name: 'a rate limit', directory, tokenVariable: 'BENCH_TOKEN', specification: '' };
  console.log('\nFirst apply of 200 services under a rate limit');
  console.log('  requests/s   burst  announced    sent     429  writes  deviation  seconds');
  for (const [perSecond, burst] of [
    [50, 50],
    [100, 20],
  ] as const) {
    const limit = ['--rate-limit', String(perSecond), '--rate-burst', String(burst)];
    const simulator = await RemoteSimulator.start(cli, latency, limit);
    try {
      const measured = await measure(platform, 'apply', simulator);
      const { announced, calls, refused, writes, seconds } = measured;
      const cells = [
        String(perSecond).padStart(12),
        String(burst).padStart(8),
        String(announced).padStart(11),
        String(calls).padStart(8),
        String(refused).padStart(8),
        String(writes).padStart(8),
        deviation(measured).padStart(11),
        seconds.toFixed(1).padStart(9),
      ];
      console.log(cells.join(''));
    } finally {
      await simulator.stop();
    }
  }
}

/** The name of the control plane for each API's name, read from the plan. */
async function planned(platform: Platform, simulator: RemoteSimulator): Promise<ReadonlyMap<string, string>> {
  const child = spawn(
    process.execPath,
    [cli, 'plan', '--config', platform.directory, '--konnect-url', simulator.konnectUrl, '--format', 'json'],
    {
      env: { ...process.env, [platform.tokenVariable]: token },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  const changes: { kind: string; name: string; address: string }[] = JSON.parse(text).organizations[0].plan.changes;
  const controlPlanes = new Map(
    changes
      .filter(({ kind }) => kind === 'ControlPlane')
      .map(({ address, name }) => [address.split('/').slice(0, 3).join('/'), name]),
  );
  return new Map(
    changes
      .filter(({ kind }) => kind === 'API')
      .map(({ address, name }) => [name, controlPlanes.get(address.split('/').slice(0, 3).join('/')) ?? '']),
  );
}

async function bench(platform: Platform): Promise<ReadonlyMap<Run, Measured>> {
  const simulator = await RemoteSimulator.start(cli, latency);
  try {
    const measured = new Map<Run, Measured>();
    measured.set('first apply', await measure(platform, 'apply', simulator));
    await addGatewayServices(simulator, token, await planned(platform, simulator), platform.directory);
    await measure(platform, 'apply', simulator);
    measured.set('no-op plan', await measure(platform, 'plan', simulator));
    measured.set('no-op apply', await measure(platform, 'apply', simulator));
    const file = path.join(platform.directory, platform.specification);
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nx-changed: true\n`);
    measured.set('one spec changed', await measure(platform, 'apply', simulator));
    return measured;
  } finally {
    await simulator.stop();
  }
}

function figure(value: Figure | undefined): string {
  return value ? `${String(value.calls).padStart(6)} ${value.seconds.toFixed(2).padStart(7)}` : '             -';
}

function print(name: string, measured: ReadonlyMap<Run, Measured>): void {
  console.log(`\n${name}`);
  console.log(
    `${''.padEnd(18)}  konduct                                                              koctl           kongctl`,
  );
  console.log(
    `${''.padEnd(18)}   calls  writes  announced  deviation  seconds    floor  ratio  flight   calls seconds   calls seconds`,
  );
  for (const run of runs) {
    const ours = measured.get(run);
    if (!ours) continue;
    const cells = [
      String(ours.calls).padStart(8),
      String(ours.writes).padStart(8),
      String(ours.announced).padStart(11),
      deviation(ours).padStart(11),
      ours.seconds.toFixed(2).padStart(8),
      ours.floor.toFixed(2).padStart(8),
      (ours.seconds / ours.floor).toFixed(2).padStart(6),
      String(ours.maxInFlight).padStart(7),
    ];
    console.log(
      `${run.padEnd(18)}${cells.join('')}  ${figure(baselines[name]?.koctl[run])}  ${figure(baselines[name]?.kongctl[run])}`,
    );
  }
}

async function main(): Promise<void> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'konduct-bench-'));
  try {
    console.log(
      `One simulator process per platform, ${latency} ms a response, pages of 100, ${inFlight} in flight. Seconds are of the whole process.`,
    );
    console.log('koctl and kongctl: as published in bench/baseline.ts; neither verifies.');
    const real = existsSync(kongAir);
    if (!real) console.log('The real Kong Air is not here (KONDUCT_SHARED): measuring the example instead.');
    const directory = path.join(temporary, 'kong-air');
    cpSync(real ? kongAir : example, directory, { recursive: true });
    const specification = real
      ? 'KongAirlines/envs/dev/teams/customer-data/services/KongAirlines/bookings/openapi.yaml'
      : 'kong-air/envs/dev/teams/passenger-services/services/kong-air/bookings/openapi.yaml';
    // Benchmarks change their specifications, so that the generated platforms get a copy.
    const document = path.join(temporary, 'openapi.yaml');
    cpSync(path.join(directory, specification), document);
    print(
      'Kong Air',
      await bench({
        name: 'Kong Air',
        directory,
        specification,
        tokenVariable: real ? 'KONGAIRLINES_KONNECT_TOKEN' : 'KONG_AIR_KONNECT_TOKEN',
      }),
    );
    await printRateLimited(path.join(temporary, 'limited', 'konnect'), document);
    for (const services of [40, 200]) {
      const name = `${services} services`;
      const generated = path.join(temporary, String(services), 'konnect');
      writePlatform(generated, services, document);
      print(
        name,
        await bench({
          name,
          directory: generated,
          specification: 'bench/envs/dev/teams/team-000/services/bench/service-000/openapi.yaml',
          tokenVariable: 'BENCH_TOKEN',
        }),
      );
    }
    await printRendering(document);
    await printStaging(document);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

await main();
