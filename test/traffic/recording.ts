import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED } from '../contract/document.ts';

/** One recorded request of koctl, kongctl or decK, and the status it got. */
export interface RecordedRequest {
  /** The command that sent it. */
  readonly command: string;
  readonly method: string;
  /** `global` or a region. */
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly status: number;
  /** Only decK's recordings have answers. */
  readonly answer: unknown;
}

/** A line of the file: koctl's and kongctl's recordings call the status `c`, decK's `rc`. */
interface Line {
  readonly m: string;
  readonly host: string;
  readonly p: string;
  readonly b?: unknown;
  readonly c?: number;
  readonly rc?: number;
  readonly r?: unknown;
}

const FOLDER = join(SHARED, 'traffic');

/** Whether the recordings are beside the checkout. Prints a line if they are not. */
export function hasRecordings(what: string): boolean {
  const present = existsSync(FOLDER);
  if (!present) process.stdout.write(`skipped: ${what}, because there are no recordings in ${FOLDER}\n`);
  return present;
}

/** Reads a recording. Requests to hosts other than Konnect's are left out. */
export function readRecording(file: string): RecordedRequest[] {
  const requests: RecordedRequest[] = [];
  let command = '';
  for (const line of readFileSync(join(FOLDER, file), 'utf8').split('\n')) {
    if (line.startsWith('### ')) command = line.slice(4);
    else if (line.trim() !== '') {
      const { m: method, host: name, p, b: body, c, rc, r: answer } = JSON.parse(line) as Line;
      const host = konnectHost(name);
      if (host === undefined) continue;
      const [path = '', query = ''] = p.split('?', 2);
      requests.push({ command, method, host, path, query, body: body ?? undefined, status: c ?? rc ?? 0, answer });
    }
  }
  return requests;
}

/** The region for a host. decK was recorded against a loopback server, which stands for one. */
function konnectHost(name: string): string | undefined {
  return name.startsWith('127.0.0.1') ? 'us' : /^([a-z]+)\.api\.konghq\.com$/.exec(name)?.[1];
}
