import { expect, test } from 'vitest';
import { parseRemote, remoteIdentity, sameRemoteText, withoutCredentials } from './remote.ts';

test.each([
  ['https://github.com/acme/flights.git', 'https', 'github.com/acme/flights'],
  ['https://GitHub.com/Acme/flights/', 'https', 'github.com/acme/flights'],
  ['https://git.example:8443/a/b/c.git', 'https', 'git.example/a/b/c'],
  ['git@github.com:acme/flights.git', 'ssh', 'github.com/acme/flights'],
  ['github.com:acme/flights', 'ssh', 'github.com/acme/flights'],
  ['ssh://git@github.com:22/acme/flights.git', 'ssh', 'github.com/acme/flights'],
  ['file:///srv/git/flights.git', 'file', '/srv/git/flights'],
])('%s is a remote', (text, protocol, identity) => {
  const remote = parseRemote(text);
  expect(remote?.protocol).toBe(protocol);
  expect(remote && remoteIdentity(remote)).toBe(identity);
});

test.each([
  '',
  'flights',
  '../flights',
  '/srv/git/flights.git',
  'http://github.com/acme/flights.git',
  'git://github.com/acme/flights.git',
  'ext::sh -c id',
  'fd::17',
  '-oProxyCommand=id',
  '--upload-pack=id',
  'https://',
  'https:///acme',
  'https://github.com',
  'ssh://-oProxyCommand=id/x',
  '-host:path',
  'git@-host:path',
  'https://github.com/acme/fl ights',
  'https://github.com/acme\n/flights',
  'file://host/share/x.git',
  'ftp://example.com/x.git',
  'C:\\repositories\\x',
])('%j is none', (text) => {
  expect(parseRemote(text)).toBeUndefined();
});

test.each([
  ['https://token@github.com/a/b.git', 'https://github.com/a/b.git'],
  ['https://user:p@ss@github.com/a/b.git', 'https://github.com/a/b.git'],
  ['ssh://git:password@github.com/a/b.git', 'ssh://git@github.com/a/b.git'],
  ['ssh://git@github.com/a/b.git', 'ssh://git@github.com/a/b.git'],
  ['git@github.com:a/b.git', 'git@github.com:a/b.git'],
  ['https://github.com/a/b@c.git', 'https://github.com/a/b@c.git'],
])('secrets are taken out of %s', (text, expected) => {
  expect(withoutCredentials(text)).toBe(expected);
});

test.each([
  ['https://h.example/a.git', 'https://H.example:443/a.git/', true],
  ['ssh://git@h.example/a.git', 'ssh://git@H.example:22/a.git', true],
  ['git@h.example:a.git', 'git@H.example:a.git/', true],
  ['https://h.example/a.git', 'https://h.example/a.git?x=1', false],
  ['https://h.example/a.git', 'https://h.example/a', false],
  ['https://h.example/a.git', 'https://h.example/A.git', false],
  ['https://h.example/a.git', 'https://h.example:8443/a.git', false],
  ['git@h.example:a.git', 'Git@h.example:a.git', false],
  ['file:///srv/a', 'file:///srv/A', false],
])('%s and %s are surely the same: %s', (one, other, same) => {
  expect(sameRemoteText(one) === sameRemoteText(other)).toBe(same);
});
