import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { verifyAlways } from './verify-always.ts';
import { Waiting } from './waiting.ts';

/** The lines of a short time in which nothing happens. */
async function silence(waiting: (lines: string[]) => Waiting): Promise<string[]> {
  const lines: string[] = [];
  const one = waiting(lines);
  while (lines.length === 0) await delay(5);
  one.end();
  return lines;
}

test('what is waited for is told while nothing else is', async () => {
  const [line] = await silence((lines) => {
    const waiting = new Waiting((text) => lines.push(text), undefined, 10);
    waiting.forRequest({ method: 'GET', scope: 'eu', path: '/v3/teams' })();
    waiting.forRequest({ method: 'GET', scope: 'eu', path: '/v3/apis' });
    waiting.begin('git fetch https://git.example.com/a.git');
    return waiting;
  });
  expect(line).toBe('Waiting for Konnect: GET /v3/apis (eu) for 0 seconds and 1 more');
});

test('and that there is still work to do', async () => {
  const [line] = await silence((lines) => new Waiting((text) => lines.push(text), undefined, 10));
  expect(line).toBe('Still at work after 0 seconds');
});

test('nothing is told after the end', async () => {
  const lines: string[] = [];
  const waiting = new Waiting((line) => lines.push(line), undefined, 1);
  waiting.show('one');
  waiting.end();
  waiting.show('two');
  await delay(10);
  expect(lines).toEqual(['one', 'two']);
});

test('a machine that verifies nobody is told that we do', () => {
  const environment: NodeJS.ProcessEnv = { NODE_TLS_REJECT_UNAUTHORIZED: '0', PATH: '/bin' };
  expect(verifyAlways(environment)).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored');
  expect(environment).toEqual({ PATH: '/bin' });
  expect(verifyAlways({})).toBeUndefined();
});
