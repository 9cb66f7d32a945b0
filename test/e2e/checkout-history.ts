import { execFileSync } from 'node:child_process';

const person = { name: 'Ines', email: 'ines@acme.example', seconds: 1767225600 } as const;

/** The git repository of a checkout, without settings of this machine. */
export class CheckoutHistory {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  git(...args: readonly string[]): string {
    return this.#run('', args);
  }

  /** Makes the repository, with everything in its first commit. */
  begin(): void {
    this.git('init', '-q', '-b', 'main');
    this.commit('Begin');
  }

  /** Commits everything as it is and returns the commit. */
  commit(message: string): string {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** Adds empty commits to `main`, all with one process, because many processes take long. */
  commitNothing(count: number): void {
    const committer = `${person.name} <${person.email}> ${person.seconds} +0000`;
    const commits = Array.from({ length: count }, (_, index) => {
      const from = index === 0 ? 'from refs/heads/main^0\n' : '';
      return `commit refs/heads/main\ncommitter ${committer}\ndata 7\nNothing\n${from}\n`;
    });
    this.#run(commits.join(''), ['fast-import', '--quiet']);
  }

  #run(input: string, args: readonly string[]): string {
    const identity = ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, person.name],
      [`GIT_${who}_EMAIL`, person.email],
      [`GIT_${who}_DATE`, `${person.seconds} +0000`],
    ]);
    return execFileSync('git', args, {
      cwd: this.#directory,
      encoding: 'utf8',
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: this.#directory,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        ...Object.fromEntries(identity),
      },
    }).trim();
  }
}
