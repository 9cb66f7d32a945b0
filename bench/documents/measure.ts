import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Usage {
  /** Processor time of Konduct's own process, in seconds. */
  readonly seconds: number;
  /** The most memory at one time, in MiB. */
  readonly memory: number;
  /** The exit code of the run. */
  readonly code: number | null;
  /** The code of the first finding, if there is one. */
  readonly finding: string | undefined;
}

const cli = path.join(import.meta.dirname, '../../packages/cli/main.ts');
const usage = path.join(import.meta.dirname, 'usage.ts');

/** A platform with one service whose repository has one document. */
export class Workplace {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'konduct-bench-documents-'));
  readonly #staged = path.join(this.#folder, 'platform/konnect/acme/prd/teams/search/services/fares/openapi.yaml');

  constructor(text: string) {
    const service = path.join(this.#folder, 'fares');
    const config = path.join(this.#folder, 'platform/konnect');
    mkdirSync(service);
    mkdirSync(config, { recursive: true });
    writeFileSync(path.join(service, 'openapi.yaml'), text);
    this.#git('init', '-q', '-b', 'main', service);
    this.#git('-C', service, 'config', 'uploadpack.allowFilter', 'true');
    this.#git('-C', service, 'add', '-A');
    this.#git('-C', service, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', 'commit', '-qm', 'Add it');
    writeFileSync(path.join(config, 'platform.yaml'), 'platform: {name: acme}\n');
    writeFileSync(
      path.join(config, 'teams.yaml'),
      `teams:\n  search:\n    services:\n      acme/fares: {name: fares, git: {remote: "file://${service}"}}\n`,
    );
    writeFileSync(
      path.join(config, 'organizations.yaml'),
      'organizations:\n  acme:\n    access-token: {type: env, value: ACME_TOKEN}\n    environments:\n      prd: {type: PROD, region: eu}\n',
    );
  }

  /** Runs one command of Konduct and measures its own process. decK and oasdiff have limits of their own. */
  run(...args: readonly string[]): Usage {
    const file = path.join(this.#folder, 'usage.json');
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', usage, cli, ...args], {
      cwd: path.join(this.#folder, 'platform'),
      encoding: 'utf8',
      env: { ...process.env, ACME_TOKEN: 'kpat_bench', KONDUCT_BENCH_USAGE: file },
      maxBuffer: 1024 ** 3,
    });
    const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(file, 'utf8')) as NodeJS.ResourceUsage;
    return {
      seconds: (userCPUTime + systemCPUTime) / 1e6,
      memory: maxRSS / 1024,
      code: status,
      finding: /\b([a-z]+(?:-[a-z]+)+)\]/.exec(`${stdout}${stderr}`)?.[1],
    };
  }

  /** Puts the document in its staged place for validating, even if staging refused it. */
  place(text: string): void {
    if (existsSync(this.#staged)) return;
    mkdirSync(path.dirname(this.#staged), { recursive: true });
    writeFileSync(this.#staged, text);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #git(...args: readonly string[]): void {
    execFileSync('git', args);
  }
}
