import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let place: string;
const running: ChildProcess[] = [];

beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'konduct-run-folder-'));
  for (const name of ['runner', 'temporary', 'memory']) mkdirSync(path.join(place, name));
});

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  rmSync(place, { recursive: true, force: true });
});

const folderModule = JSON.stringify(path.join(import.meta.dirname, 'run-folder.ts'));
const termination = JSON.stringify(path.join(import.meta.dirname, '../../operations/termination.ts'));

/** A process that has made three folders and waits. */
const program = `
import { writeFileSync } from 'node:fs';
import { scratchFolder, secretFolder } from ${folderModule};
import { abortOnSignals } from ${termination};
const { signal } = abortOnSignals(() => {});
const folders = [await scratchFolder('one'), await scratchFolder('two'), await secretFolder('key')];
writeFileSync(folders[2] + '/key', 'a key', { mode: 0o600 });
const waiting = setInterval(() => {}, 1000);
// As in a run, work in progress is finished, and then the process ends by itself.
const finish = () => { clearInterval(waiting); process.disconnect(); };
signal.addEventListener('abort', finish);
process.on('message', (message) => {
  if (message === 'end') finish();
  if (message === 'fail') throw new Error('a defect');
});
process.send(folders);
`;

async function run(environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: { PATH: process.env.PATH, TMPDIR: path.join(place, 'temporary'), ...environment },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  running.push(child);
  const [folders] = (await once(child, 'message')) as [string[]];
  const end = async (by: NodeJS.Signals | 'end' | 'fail') => {
    const closed = once(child, 'close');
    if (by === 'end' || by === 'fail') child.send(by);
    else child.kill(by);
    await closed;
  };
  return { folders, end };
}

const inside = (name: string) => readdirSync(path.join(place, name));

test.each(['end', 'fail', 'SIGTERM', 'SIGINT'] as const)(
  'all folders of a run stand in one where the runner empties, for this user alone, and go with it: %s',
  async (by) => {
    const { folders, end } = await run({ RUNNER_TEMP: path.join(place, 'runner') });
    const [ours] = inside('runner');
    expect(inside('runner')).toEqual([expect.stringMatching(/^konduct-/)]);
    const root = path.join(place, 'runner', ours ?? '');
    expect(folders.map((folder) => path.dirname(folder))).toEqual([root, root, root]);
    expect(new Set(folders).size).toBe(3);
    for (const folder of [root, ...folders]) expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(inside('temporary')).toEqual([]);
    await end(by);
    expect(inside('runner')).toEqual([]);
  },
);

test('what cannot clean up leaves everything where the runner empties', async () => {
  const { folders, end } = await run({ RUNNER_TEMP: path.join(place, 'runner') });
  await end('SIGKILL');
  expect(folders.every((folder) => existsSync(folder) && folder.startsWith(path.join(place, 'runner')))).toBe(true);
  expect(inside('temporary')).toEqual([]);
});

test('the folder of a run that was killed is removed by the next one, and that of one that runs is not', async () => {
  const killed = await run({ XDG_RUNTIME_DIR: path.join(place, 'memory') });
  await killed.end('SIGKILL');
  const [left = ''] = inside('memory');
  await (await run({ XDG_RUNTIME_DIR: path.join(place, 'memory') })).end('end');
  expect(inside('memory')).toEqual([left]);
  const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
  utimesSync(path.join(place, 'memory', left), longAgo, longAgo);
  const running = await run({ XDG_RUNTIME_DIR: path.join(place, 'memory') });
  expect(inside('memory')).toHaveLength(1);
  expect(inside('memory')).not.toEqual([left]);
  const next = await run({ XDG_RUNTIME_DIR: path.join(place, 'memory') });
  expect(inside('memory')).toHaveLength(2);
  await running.end('end');
  await next.end('end');
  expect(inside('memory')).toEqual([]);
});

test('without a runner keys lie in memory, and nothing is left of them', async () => {
  const { folders, end } = await run({ XDG_RUNTIME_DIR: path.join(place, 'memory') });
  expect(inside('temporary')).toHaveLength(1);
  expect(inside('memory')).toHaveLength(1);
  expect(folders[2]).toContain(`${path.join(place, 'memory')}${path.sep}konduct-`);
  await end('end');
  expect([...inside('temporary'), ...inside('memory')]).toEqual([]);
});
