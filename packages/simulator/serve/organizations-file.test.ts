import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readOrganizations } from './organizations-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'konduct-organizations-'));
const file = join(folder, 'organizations.json');

function read(value: unknown) {
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return readOrganizations(file);
}

describe('the organizations file', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  test('names organizations and the tokens that open them', () => {
    const organizations = [
      {
        name: 'acme',
        tokens: ['kpat_a', { token: 'spat_b', roles: ['Viewer'], forbidden: true, user: 'ann@example.com' }],
      },
    ];
    expect(read({ organizations })).toEqual(organizations);
  });

  test.each([
    [{}, /organizations is a required field/],
    [{ organizations: [{ tokens: [] }] }, /organizations\.0\.name is a required field/],
    [{ organizations: [{ name: 'a', tokens: 'kpat_secret' }] }, /organizations\.0\.tokens must be an array/],
    [{ organizations: [{ name: 'a', tokens: [{ tokn: 'kpat_secret' }] }] }, /token is a required field/],
    [{ organizations: [{ name: 'a', tokens: [7] }] }, /must be an object/],
    ['{', /organizations\.json/],
  ])('cannot be %j', (value, message) => {
    expect(() => read(value)).toThrowError(message);
    expect(() => read(value)).not.toThrowError(/secret/);
  });
});
