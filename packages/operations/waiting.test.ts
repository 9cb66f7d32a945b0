import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { verifyAlways } from './verify-always.ts';
import { Waiting } from './waiting.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A run that says after ten seconds of silence what it waits for, and the lines it has said. */
function scene() {
  const lines: string[] = [];
  return { lines, waiting: new Waiting((line) => lines.push(line), undefined, 10_000) };
}

test('what is waited for is told while nothing else is', () => {
  const { lines, waiting } = scene();
  waiting.forRequest({ method: 'GET', scope: 'eu', path: '/v3/teams' })();
  vi.advanceTimersByTime(4_000);
  waiting.forRequest({ method: 'GET', scope: 'eu', path: '/v3/apis' });
  waiting.begin('git fetch https://git.example.com/a.git');
  vi.advanceTimersByTime(5_999);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(lines).toEqual(['Waiting for Konnect: GET /v3/apis (eu) for 6 seconds and 1 more']);
});

test('and that there is still work to do, each time after as long a silence', () => {
  const { lines, waiting } = scene();
  vi.advanceTimersByTime(9_000);
  waiting.show('one');
  vi.advanceTimersByTime(9_000);
  expect(lines).toEqual(['one']);
  vi.advanceTimersByTime(11_000);
  expect(lines).toEqual(['one', 'Still at work after 19 seconds', 'Still at work after 29 seconds']);
});

test('nothing is told after the end', () => {
  const { lines, waiting } = scene();
  waiting.show('one');
  waiting.end();
  waiting.show('two');
  vi.advanceTimersByTime(60_000);
  expect(lines).toEqual(['one', 'two']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a machine that verifies nobody is told that we do', () => {
  const environment: NodeJS.ProcessEnv = { NODE_TLS_REJECT_UNAUTHORIZED: '0', PATH: '/bin' };
  expect(verifyAlways(environment)).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored');
  expect(environment).toEqual({ PATH: '/bin' });
  expect(verifyAlways({})).toBeUndefined();
});
