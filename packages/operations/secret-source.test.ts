import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '@konduct/core/diagnostic/user-error';
import { revealSecret, Secret, type SecretRef } from '@konduct/core/secret/secret';
import { startOf } from '@konduct/core/source/range';
import { describe, expect, test } from 'vitest';
import { folder } from './folder.fixture.ts';
import type { RunContext } from './options.ts';
import { resolveSecret } from './secret-source.ts';

const at = startOf('konnect/organizations.yaml');

function resolve(source: SecretRef | undefined, environment: Record<string, string> = {}, workspace = '/nowhere') {
  const masked: string[] = [];
  const runContext: RunContext = {
    environment,
    maskSecret: (value) => masked.push(value),
    onProgress: () => {},
    signal: new AbortController().signal,
  };
  try {
    return { value: revealSecret(resolveSecret(source, 'The token', { workspace }, runContext)), masked };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { said: error.diagnostics, masked };
  }
}

describe('a secret', () => {
  test('of an environment variable', () => {
    expect(resolve({ type: 'env', source: 'TOKEN' }, { TOKEN: ' kpat_x \n' })).toEqual({
      value: 'kpat_x',
      masked: ['kpat_x'],
    });
  });

  test('of a file, without the line break editors put behind it', () => {
    const workspace = folder({ 'secrets/token': '\nkpat_x\r\n', 'a b': 'kpat_y' });
    expect(resolve({ type: 'file', source: 'secrets/token' }, {}, workspace)).toEqual({
      value: 'kpat_x',
      masked: ['kpat_x'],
    });
    expect(resolve({ type: 'file', source: path.join(workspace, 'a b') })).toMatchObject({ value: 'kpat_y' });
  });

  test.each(['$DIR/token', '${DIR}/token', '$DIR/$NAME', '${DIR}/${NAME}'])('of the file %s', (source) => {
    const workspace = folder({ token: 'kpat_x' });
    expect(resolve({ type: 'file', source }, { DIR: workspace, NAME: 'token' })).toMatchObject({ value: 'kpat_x' });
  });

  test('of the manifest itself', () => {
    expect(resolve({ type: 'literal', secret: new Secret('kpat_x') })).toEqual({ value: 'kpat_x', masked: ['kpat_x'] });
  });
});

describe('is missing', () => {
  test.each([
    [{ type: 'env', source: 'TOKEN', at }, {}, 'the environment variable TOKEN is not set'],
    [{ type: 'env', source: 'TOKEN', at }, { TOKEN: ' ' }, 'the environment variable TOKEN is not set'],
    [{ type: 'file', source: 'no/such', at }, {}, 'the file no/such is not there, or is empty'],
    [{ type: 'file', source: '$NOWHERE/token', at }, {}, 'the file $NOWHERE/token is not there, or is empty'],
    [{ type: 'literal', secret: new Secret(''), at }, {}, 'the value is empty'],
  ] as [SecretRef, Record<string, string>, string][])('%#', (source, environment, why) => {
    const { said, masked } = resolve(source, environment);
    expect(said).toMatchObject([
      { severity: 'error', code: 'secret-missing', message: `The token is missing: ${why}`, at },
    ]);
    expect(masked).toEqual([]);
  });

  test('when nothing says where it is', () => {
    expect(resolve(undefined).said).toMatchObject([{ message: 'The token is missing: nothing says where it is' }]);
  });

  test('with the line of a workflow that would set it', () => {
    expect(resolve({ type: 'env', source: 'TOKEN' }).said?.[0]?.fix).toBe(
      "Set TOKEN; in a workflow, in the step's env: TOKEN: ${{ secrets.TOKEN }}",
    );
  });

  test('in a file with nothing but blanks', () => {
    const workspace = folder({ token: ' \n\t\n' });
    expect(resolve({ type: 'file', source: 'token' }, {}, workspace).said?.[0]?.code).toBe('secret-missing');
  });
});

describe('is refused', () => {
  test('in a file that is a link, or that is reached through one', () => {
    const elsewhere = folder({ token: 'kpat_x' });
    const workspace = folder();
    symlinkSync(path.join(elsewhere, 'token'), path.join(workspace, 'token'));
    symlinkSync(elsewhere, path.join(workspace, 'secrets'));
    for (const source of ['token', 'secrets/token']) {
      expect(resolve({ type: 'file', source }, {}, workspace).said).toMatchObject([{ code: 'file-symlink' }]);
    }
  });

  test('in what is no file', () => {
    const workspace = folder({ 'secrets/token': 'kpat_x' });
    for (const source of ['secrets', 'a\0b', 'a\0b/c'])
      expect(resolve({ type: 'file', source }, {}, workspace).said?.[0]?.severity).toBe('error');
  });
});
