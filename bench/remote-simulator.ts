import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SeenRequest } from './floor.ts';

/** A request with the status of its answer, and the number of requests that were open with it. */
export interface LoggedRequest extends SeenRequest {
  readonly inFlight: number;
  readonly status: number;
}

/**
 * A simulator in a process of its own, controlled over HTTP, so that it shares no processor time with the measured run.
 */
export class RemoteSimulator {
  readonly konnectUrl: string;
  readonly #url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.#url = url;
    this.konnectUrl = `${url}/{region}`;
    this.#process = child;
  }

  /**
   * @param latency milliseconds for each response
   * @param more further options of the command
   */
  static async start(cli: string, latency: number, more: readonly string[] = []): Promise<RemoteSimulator> {
    const options = ['--port', '0', '--latency', String(latency), ...more];
    const child = spawn(process.execPath, [cli, 'simulator', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += String(chunk);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (url !== undefined) {
        child.stdout.resume();
        return new RemoteSimulator(url, child);
      }
    }
    throw new Error(`the simulator did not start:\n${printed}`);
  }

  /** The requests since the last call. */
  async takeLog(): Promise<LoggedRequest[]> {
    const log = await this.#call('GET', '/__simulator/log');
    await this.#call('DELETE', '/__simulator/log');
    return log as LoggedRequest[];
  }

  /** A request for the organization of `token`, outside of the measured run. */
  request(method: string, path: string, token: string, body?: unknown): Promise<unknown> {
    return this.#call(method, path, token, body);
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
  }

  async #call(method: string, path: string, token?: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
