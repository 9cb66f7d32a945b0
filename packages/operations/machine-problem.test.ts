import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineProblem } from './machine-problem.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'konduct-machine-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function errorOf(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('it worked');
}

describe('an error of the system that the owner of the machine mends', () => {
  test('a full disk, as the system tells of it', () => {
    // Linux keeps a device that is always full.
    expect(machineProblem(errorOf(() => writeFileSync('/dev/full', 'x')))).toMatchObject({
      code: 'machine-refused',
      message: expect.stringMatching(/ cannot be written: the disk is full$/),
      fix: expect.stringContaining('Make room'),
    });
  });

  test('a folder for temporary files that is not there', () => {
    expect(machineProblem(errorOf(() => mkdtempSync(join(folder, 'nowhere', 'x-'))))).toMatchObject({
      message: expect.stringMatching(/nowhere.*cannot be written: there is no such folder$/),
      fix: expect.stringContaining('TMPDIR'),
    });
  });

  test.each([
    ['EROFS', 'open', 'cannot be written: the file system is read-only'],
    ['EACCES', 'scandir', 'cannot be read: this user has no right to'],
    ['EMFILE', 'open', 'cannot be written: too many files are open'],
  ])('%s of %s', (code, syscall, words) => {
    const error = Object.assign(new Error(code), { code, syscall, path: '/srv/kong.yaml' });
    expect(machineProblem(error)?.message).toBe(`/srv/kong.yaml ${words}`);
    expect(machineProblem(error, 'konnect/kong.yaml')?.message).toBe(`konnect/kong.yaml ${words}`);
  });
});

test('everything else is a defect', () => {
  expect(machineProblem(errorOf(() => writeFileSync(join(folder, 'nowhere', 'x'), '')))).toBeUndefined();
  expect(machineProblem(new TypeError('undefined is no function'))).toBeUndefined();
  expect(machineProblem('ENOSPC')).toBeUndefined();
});
