import { UserError } from '@konduct/core/diagnostic/user-error';
import { describe, expect, test } from 'vitest';
import { folder, smallPlatform } from '../operations/folder.fixture.ts';
import { capturedTerminal } from './captured-terminal.ts';
import { runAt } from './command-line.fixture.ts';

const secret = 'kpat_Zr7Qw2Xy9LmN4vB6tG8s';

/** The output of a command, and the terminal's output of the secret afterwards. */
async function konduct(files: Readonly<Record<string, string>>, ...args: string[]) {
  const environment = { PATH: process.env.PATH, ACME_TOKEN: 'kpat_a-token-that-is-fine' };
  const { terminal, written } = capturedTerminal({ environment, workingDirectory: folder(files) });
  const { exitCode, refusal } = await runAt(terminal, args).then(
    (code) => ({ exitCode: code, refusal: '' }),
    (error: unknown) => {
      if (error instanceof UserError) return { exitCode: 1, refusal: error.message };
      throw error;
    },
  );
  const told = `${written.stdout}\n${written.stderr}\n${refusal}`;
  written.stdout = '';
  terminal.stdout.write(`afterwards: ${secret}`);
  return { told, exitCode, afterwards: written.stdout };
}

const remote = 'https://github.com/acme/bookings.git';
const teams = smallPlatform['konnect/teams.yaml'] ?? '';
const withRemote = (text: string) => ({ ...smallPlatform, 'konnect/teams.yaml': teams.replace(remote, text) });
const platform = (text: string) => ({ ...smallPlatform, 'konnect/platform.yaml': text });

const places: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['the query of a remote', withRemote(`${remote}?access_token=${secret}`)],
  ['the fragment of a remote', withRemote(`${remote}#${secret}`)],
  ['the password of a remote', withRemote(`https://me:${secret}@github.com/acme/bookings.git`)],
  ['the user of a remote', withRemote(`https://${secret}@github.com/acme/bookings.git`)],
  ['the user of a remote by ssh', withRemote(`ssh://${secret}@github.com/acme/bookings.git`)],
  ['the user of a remote in short', withRemote(`${secret}@github.com:acme/bookings.git`)],
  ['a key that is there twice', platform(`platform: {name: acme, ${secret}: 1, ${secret}: 2}\n`)],
  ['an unknown key', platform(`platform: {name: acme, ${secret}: 1}\n`)],
  ['a value in the place of another', platform(`platform: {name: acme}\n${secret}\n`)],
  [
    'the name of a variable',
    {
      ...smallPlatform,
      'konnect/organizations.yaml': (smallPlatform['konnect/organizations.yaml'] ?? '').replace(
        'ACME_TOKEN',
        `${secret}`,
      ),
    },
  ],
];

const commands = ['validate', 'plan', 'stage', 'deck lint', 'deck render', 'deck diff'];

describe.each(commands)('konduct %s', (command) => {
  test.each(places)('refuses what looks like a secret without repeating it: %s', async (_, files) => {
    const { told, exitCode, afterwards } = await konduct(files, ...command.split(' '));
    expect(told).not.toContain(secret);
    expect(exitCode).toBe(1);
    expect(told).toMatch(/error/);
    // Later output does not show it either.
    expect(afterwards).toBe('afterwards: ***');
  });
});

test.each(['plan', 'apply', 'deck diff'])('%s refuses a konnect-url with one', async (command) => {
  const url = `http://127.0.0.1:1/{region}?token=${secret}`;
  const { told, exitCode, afterwards } = await konduct(smallPlatform, ...command.split(' '), '--konnect-url', url);
  expect(told).not.toContain(secret);
  expect(told).toContain('konnect-url-invalid');
  expect(exitCode).toBe(1);
  expect(afterwards).toBe('afterwards: ***');
});
