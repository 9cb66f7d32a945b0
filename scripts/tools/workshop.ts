import { spawn } from 'node:child_process';
import type { Workshop } from './tool.ts';

const heartbeatSeconds = 20;
const keptOutput = 4000;

/**
 * The means of one install: the output of commands is kept for errors, and a line now and then says that they are still
 * running.
 */
export function workshop(root: string, scratch: string, label: string, say: (line: string) => void): Workshop {
  return {
    root,
    scratch,
    run: (command, args, { cwd = scratch, env = {} } = {}) =>
      new Promise((resolve, reject) => {
        const started = Date.now();
        const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
        let output = '';
        const keep = (chunk: Buffer) => {
          output = (output + chunk.toString()).slice(-keptOutput);
        };
        child.stdout.on('data', keep);
        child.stderr.on('data', keep);
        const heartbeat = setInterval(() => {
          say(`${label}: ${command} is still at it after ${Math.round((Date.now() - started) / 1000)} s`);
        }, heartbeatSeconds * 1000);
        child.once('error', (error) => {
          clearInterval(heartbeat);
          reject(new Error(`${command} did not start: ${error.message}`));
        });
        child.once('close', (code, signal) => {
          clearInterval(heartbeat);
          if (code === 0) resolve();
          else reject(new Error(`${command} ended with ${signal ?? code}:\n${output.trim()}`));
        });
      }),
  };
}
