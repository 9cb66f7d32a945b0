import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serveGit } from '@konduct/repository/git/https-server.fixture';
import type { LocalRepository } from '@konduct/repository/git/local-repository.fixture';
import { createAuthority, issueServerCertificate } from '@konduct/simulator/serve/certificate';
import { manifests } from '../../test/stage/small-platform.ts';
import { environments, StageWorld, specification, stagingBranch } from '../../test/stage/world.ts';
import type { Item } from './content.ts';
import { Disturbance } from './disturbance.ts';
import { crossing } from './interlude.ts';
import { runProgram } from './program.ts';
import type { Row, RunEnd, Scene } from './row.ts';
import { openTunnel, type Tunnel } from './tunnel.ts';
import { openWire, type Wire } from './wire.ts';

const token = 'ghs_n5Jt8VwQ3rMx6ZpB9cKy';
/** An address without a server, until a scene begins. */
const nowhere = 'http://127.0.0.1:9';
/** Milliseconds. */
const lingering = 200;
const program = path.join(import.meta.dirname, 'stage-process.ts');

/** The start of a row, and the events beside its runs. */
interface History {
  readonly name: string;
  /** Whether a branch with an older commit of the service waits at the start. */
  readonly waits?: boolean;
  /**
   * The number of POSTs of another run that stages a newer commit, if it is held before one of them until the disturbed
   * run ends.
   */
  readonly crossings?: number;
}

const histories: readonly History[] = [
  { name: 'stage' },
  { name: 'stage while one waits', waits: true },
  { name: 'two crossing stages', crossings: 10 },
];

/** The rows about staging. Calls of git over https and of GitHub's API count together. */
export const stageRows: readonly Row[] = histories.map(stageRow);

/** A stage world behind wires. */
interface Place {
  readonly world: StageWorld;
  readonly service: LocalRepository;
  run(disturbance: Disturbance): Promise<RunEnd>;
  /** Runs on another machine: over wires of its own. */
  runElsewhere(disturbance: Disturbance): Promise<RunEnd>;
  runProcess(disturbance: Disturbance): Promise<RunEnd>;
  close(): Promise<void>;
}

function stageRow({ name, waits, crossings }: History): Row {
  let home: Home | undefined;
  return {
    name,
    secrets: [token],
    lacks: async () => undefined,
    async prepare() {
      home = await openHome();
    },
    async begin(): Promise<Scene> {
      if (!home) throw new Error(`${name} is not prepared`);
      const place = await createPlace(home);
      let isNew = false;
      // Once: the record of a staged document names the commit, and the number of runs must not change it.
      const renew = () => {
        if (!isNew) place.service.commit('dev', { 'openapi.yaml': specification('flights, newer') });
        isNew = true;
      };
      if (waits) {
        await place.run(new Disturbance());
        renew();
      }
      const interlude = (turn: number) => {
        renew();
        return crossing(turn % (crossings ?? 1), (held) => place.runElsewhere(held));
      };
      return {
        disturbed: (disturbance) => place.run(disturbance),
        process: (disturbance) => place.runProcess(disturbance),
        async undisturbed() {
          if (crossings !== undefined) renew();
          return place.run(new Disturbance());
        },
        ...(crossings === undefined ? {} : { interlude }),
        content: async () => itemsOf(place),
        close: () => place.close(),
      };
    },
    end: async () => home?.close(),
  };
}

/** The wires of all scenes of a row: digests over addresses must be the same in all of them. */
interface Home {
  readonly git: Wire;
  readonly github: Wire;
  /** The wires of the other machine, with a tunnel to that of git. */
  readonly elsewhere: { readonly git: Wire; readonly github: Wire; readonly tunnel: Tunnel };
  /** The authority that signed the certificate of git's wire. */
  readonly caFile: string;
  close(): Promise<void>;
}

async function openHome(): Promise<Home> {
  const authority = createAuthority('Konduct bench');
  const { keyPem, pem } = issueServerCertificate(authority, ['localhost']);
  const folder = mkdtempSync(path.join(tmpdir(), 'konduct-bench-faults-'));
  const caFile = path.join(folder, 'ca.pem');
  writeFileSync(caFile, authority.pem);
  const git = await openWire(nowhere, new Disturbance(), { key: keyPem, cert: pem });
  const github = await openWire(nowhere);
  const elsewhere = {
    git: await openWire(nowhere, new Disturbance(), { key: keyPem, cert: pem }),
    github: await openWire(nowhere),
  };
  const tunnel = await openTunnel(elsewhere.git.url);
  return {
    git,
    github,
    elsewhere: { ...elsewhere, tunnel },
    caFile,
    async close() {
      await tunnel.close();
      await Promise.all([git, github, elsewhere.git, elsewhere.github].map((wire) => wire.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createPlace({ git, github, elsewhere, caFile }: Home): Promise<Place> {
  const world = await StageWorld.create('platform', token);
  world.platform.git('config', 'http.receivepack', 'true');
  const server = createServer((request, response) => serveGit(world.repositories.folder, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const service = world.repositories.create('flights');
  service.commit('main', { 'openapi.yaml': specification('flights main') });
  service.commit('dev', { 'openapi.yaml': specification('flights dev') });
  world.commitPlatform(manifests({ flights: { remote: `${git.url}/flights.git` } }));
  const options = (apiUrl = github.url) => {
    const plain = world.options({ remote: `${git.url}/platform.git`, labels: ['konduct'] });
    return { ...plain, ...(plain.github ? { github: { ...plain.github, apiUrl } } : {}) };
  };
  const carry = (disturbance: Disturbance, wires: Pick<Home, 'git' | 'github'> = { git, github }) => {
    wires.git.carry(disturbance, `http://127.0.0.1:${port}`);
    wires.github.carry(disturbance, world.github.url);
  };
  const run = async (apiUrl: string, environment: Record<string, string>): Promise<RunEnd> => {
    const report = await world.stage(options(apiUrl), {}, { SSL_CERT_FILE: caFile, ...environment });
    const unchanged = Object.values(environments(report)).every((outcome) => outcome === 'unchanged');
    const succeeded = report.exitCode === 0;
    return { succeeded, atRest: succeeded && unchanged, said: JSON.stringify(report) };
  };
  return {
    world,
    service,
    run(disturbance) {
      carry(disturbance);
      return run(github.url, {});
    },
    runElsewhere(disturbance) {
      carry(disturbance, elsewhere);
      return run(elsewhere.github.url, { HTTPS_PROXY: elsewhere.tunnel.url });
    },
    async runProcess(disturbance) {
      carry(disturbance);
      const environment = { SSL_CERT_FILE: caFile, STAGE_TOKEN: token };
      const args = [JSON.stringify(options())];
      const end = await runProgram(program, args, { cwd: world.workspace, environment }, disturbance);
      // A git process that outlived a killed run ends at its next call.
      if (disturbance.isOver) await delay(lingering);
      return end;
    },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await world.close();
    },
  };
}

/** The files on the branches of the platform repository, by git's ids, and its pull requests. */
function itemsOf({ world }: Place): Item[] {
  const branches = world.platform.git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n');
  const files = branches.filter(Boolean).flatMap((branch) => {
    const lines = world.platform.git('ls-tree', '-r', branch).split('\n').filter(Boolean);
    return lines.map((line) => {
      const [entry = '', file] = line.split('\t');
      return { name: `${branch}: ${file}`, value: entry };
    });
  });
  const pulls = [...world.github.pulls.values()].map(({ head, base, title, body, state, labels }) => ({
    name: `pull request of ${head}`,
    value: JSON.stringify({ base, title, body, state, labels }),
  }));
  const commits = ['dev', 'prd'].map((environment) => ({
    name: `commits of ${stagingBranch(environment)}`,
    value: world.platform.git('rev-list', '--count', `main..${stagingBranch(environment)}`).trim(),
  }));
  return [...files, ...pulls, ...commits];
}
