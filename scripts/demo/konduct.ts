import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { styleText } from 'node:util';

/** The command line that people install, with each step printed. */
export interface Konduct {
  /** Runs one command. @throws when its exit code is not 0 */
  step(title: string, args: readonly string[]): Promise<void>;
}

/** The built command line in a folder. */
export function konductIn(folder: string, program: string, environment: NodeJS.ProcessEnv): Konduct {
  return {
    async step(title, args) {
      heading(title);
      console.log(styleText('dim', `$ konduct ${args.join(' ')}\n`));
      const child = spawn(process.execPath, [program, ...args], {
        cwd: folder,
        env: environment,
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`konduct ${args[0]} ended with ${code}`);
    },
  };
}

export function heading(text: string): void {
  console.log(`\n${styleText(['bold', 'cyan'], `── ${text}`)}`);
}
