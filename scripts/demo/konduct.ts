import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { styleText } from 'node:util';

/** How long a step took. */
export interface StepTime {
  readonly title: string;
  readonly seconds: number;
}

/** The command line that people install, run step by step before their eyes. */
export interface Konduct {
  /** Of each step so far. */
  readonly times: readonly StepTime[];
  /** Runs one command. @throws when it does not end with 0 */
  step(title: string, args: readonly string[]): Promise<void>;
}

/** The built command line in a folder. */
export function konductIn(folder: string, program: string, environment: NodeJS.ProcessEnv): Konduct {
  const times: StepTime[] = [];
  return {
    times,
    async step(title, args) {
      heading(title);
      console.log(styleText('dim', `$ konduct ${args.join(' ')}\n`));
      const start = performance.now();
      const child = spawn(process.execPath, [program, ...args], {
        cwd: folder,
        env: environment,
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const [code] = await once(child, 'exit');
      times.push({ title, seconds: secondsSince(start) });
      if (code !== 0) throw new Error(`konduct ${args[0]} ended with ${code}`);
    },
  };
}

/** @param start as `performance.now()` told it */
export function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}

export function heading(text: string): void {
  console.log(`\n${styleText(['bold', 'cyan'], `── ${text}`)}`);
}

/** What each step took, and all of them. */
export function timesText(times: readonly StepTime[], total: number): string {
  const lines = [...times, { title: 'All of it', seconds: total }];
  const width = Math.max(...lines.map(({ title }) => title.length));
  return lines.map(({ title, seconds }) => `${title.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s`).join('\n');
}
