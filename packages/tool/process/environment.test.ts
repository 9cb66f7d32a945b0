import { expect, test } from 'vitest';
import { buildEnvironment, offlineEnvironment, onlineEnvironment } from './environment.ts';

const caller = {
  PATH: '/bin',
  HOME: '/home/me',
  DECK_KONNECT_TOKEN: 'kpat_x',
  DECK_ANALYTICS: 'true',
  GITHUB_TOKEN: 'ghs_x',
  HTTPS_PROXY: 'http://proxy',
  TMPDIR: '/tmp',
  GOPROXY: 'off',
  NODE_OPTIONS: '--inspect',
};

test('decK is told as little as it needs, and offline finds no other host', () => {
  const least = { TMPDIR: '/tmp', HOME: '/empty', USERPROFILE: '/empty', NO_COLOR: '1' };
  expect(offlineEnvironment(caller, '/empty')).toEqual({
    ...least,
    HTTP_PROXY: 'http://127.0.0.1:1',
    HTTPS_PROXY: 'http://127.0.0.1:1',
    NO_PROXY: '',
  });
  expect(onlineEnvironment(caller, '/empty')).toEqual({ ...least, HTTPS_PROXY: 'http://proxy' });
});

test('a build has Go and no secret', () => {
  expect(buildEnvironment(caller)).toEqual({
    PATH: '/bin',
    HOME: '/home/me',
    HTTPS_PROXY: 'http://proxy',
    TMPDIR: '/tmp',
    GOPROXY: 'off',
  });
});
