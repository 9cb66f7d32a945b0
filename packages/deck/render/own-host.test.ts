import { expect, test } from 'vitest';
import { mayBeOwnHost, ownHost } from './own-host.ts';

test.each([
  [
    'machine',
    ['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', '127.0.0.1', '127.1', '2130706433', '0x7f000001'],
  ],
  [
    'machine',
    ['0177.0.0.1', '0', '0.0.0.0', '::1', '[::1]', '::', '::ffff:127.0.0.1', '[::ffff:7f00:1]', '::127.0.0.1'],
  ],
  ['metadata', ['169.254.169.254', '169.254.170.2', '0xa9fea9fe', '::ffff:169.254.169.254', 'fd00:ec2::254']],
  ['metadata', ['metadata.google.internal', 'metadata.google.internal.']],
])('a host of the %s: %j', (own, hosts) => {
  expect(hosts.map((host) => [host, ownHost(host)])).toEqual(hosts.map((host) => [host, own]));
  for (const notation of [(host: string) => `- host: ${host}\n`, (host: string) => `  host: "${host}"\n`])
    expect(hosts.filter((host) => !mayBeOwnHost.test(`services:\n${notation(host)}  port: 80\n`))).toEqual([]);
});

test('others have a host of their own', () => {
  const hosts = [
    'a.example',
    'localhost.example',
    '10.0.0.1',
    '128.0.0.1',
    '::2',
    '2001:db8::7f00:1',
    'a b',
    '1e3.example',
  ];
  expect(hosts.filter((host) => ownHost(host) !== undefined)).toEqual([]);
  expect(mayBeOwnHost.test('- host: a1.example\n  host: node-1.example\n')).toBe(false);
});
