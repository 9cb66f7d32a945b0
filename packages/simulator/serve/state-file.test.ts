import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { caller } from '../caller.ts';
import { StateFile } from './state-file.ts';

describe('a state file', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'konduct-state-'));
    path = join(folder, 'state.json');
  });

  afterEach(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true });
  });

  test('keeps a state from one run to the next', () => {
    const first = StateFile.open(path, {});
    const id = caller('kpat_a', first.state)('eu POST /v3/portals', { name: 'dev' }).body.id;
    first.flush();
    const second = StateFile.open(path, {});
    expect(caller('kpat_a', second.state)(`eu GET /v3/portals/${id}`).status).toBe(200);
  });

  test('is written once for many changes', () => {
    vi.useFakeTimers();
    const file = StateFile.open(path, {});
    for (let n = 0; n < 3; n += 1) {
      caller('kpat_a', file.state)('eu POST /v3/portals', { name: `p${n}` });
      file.touch();
    }
    expect(() => readFileSync(path)).toThrowError('ENOENT');
    vi.runAllTimers();
    expect(readFileSync(path, 'utf8')).toContain('"p2"');
  });

  test('is not read when it holds something else', () => {
    writeFileSync(path, '{"a":1}');
    expect(() => StateFile.open(path, {})).toThrowError('not a simulator snapshot');
  });

  test.each(['[1,2', ''])('is named when it holds %j', (text) => {
    writeFileSync(path, text);
    expect(() => StateFile.open(path, {})).toThrowError(`the state file ${path} cannot be read: `);
  });

  test('is refused at once when it cannot be written', () => {
    const nowhere = join(folder, 'nope', 'state.json');
    expect(() => StateFile.open(nowhere, {})).toThrowError(`the state file ${nowhere} cannot be written: ENOENT`);
    expect(() => StateFile.open(folder, {})).toThrowError(`the state file ${folder} cannot be read: EISDIR`);
  });

  test('leaves nothing behind when nothing changed', () => {
    StateFile.open(path, {});
    expect(readdirSync(folder)).toEqual([]);
  });
});
