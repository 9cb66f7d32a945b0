import { expect, test } from 'vitest';
import { machineRefusalIn } from './machine-refusal.ts';

test.each([
  ["fatal: sha1 file '/t/pack' write error. Out of diskspace\nfatal: fetch-pack: invalid index-pack output", 'ENOSPC'],
  ['error: unable to write file ./objects/ab/cd: No space left on device', 'ENOSPC'],
  ['fatal: cannot mkdir /srv/x: Read-only file system', 'EROFS'],
  ["fatal: could not create leading directories of '/srv/x/y': Permission denied", 'EACCES'],
  ['error: could not lock config file /srv/x/config: Permission denied\r', 'EACCES'],
  ['fatal: write error: Disk quota exceeded', 'EDQUOT'],
  ['fatal: Out of memory, malloc failed (tried to allocate 10 bytes)', 'ENOMEM'],
])('what this machine refuses: %s', (said, code) => {
  expect(machineRefusalIn(said)).toBe(code);
});

test.each([
  ['a login', 'git@git.example.com: Permission denied (publickey).\nfatal: Could not read from remote repository.'],
  ['a connection', 'ssh: connect to host git.example.com port 22: Permission denied\r\nfatal: Could not read.'],
  ['an address', "fatal: unable to access 'https://git.example.com/a.git/': Permission denied"],
  ['the far side', 'remote: fatal: write error: No space left on device\nerror: remote unpack failed'],
  ['a warning', "warning: unable to access '/root/.config/git/attributes': Permission denied\nfatal: early EOF"],
])('%s is not this machine', (_, said) => {
  expect(machineRefusalIn(said)).toBeUndefined();
});
