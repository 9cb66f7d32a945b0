import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

  it('keeps a state from one run to the next', () => {
    const first = StateFile.open(path, {});
    const id = caller('kpat_a', first.state)('eu POST /v3/portals', { name: 'dev' }).body.id;
    first.flush();
    const second = StateFile.open(path, {});
    expect(caller('kpat_a', second.state)(`eu GET /v3/portals/${id}`).status).toBe(200);
  });

  it('is written once for many changes', () => {
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

  it('is not read when it holds something else', () => {
    writeFileSync(path, '{"a":1}');
    expect(() => StateFile.open(path, {})).toThrowError('not a simulator snapshot');
  });
});
