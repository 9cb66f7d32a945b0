import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { Countdown } from './countdown.ts';

/** Blocks the event loop, as parsing a large document does. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test('acts once when the time is over', async () => {
  let calls = 0;
  const over = Promise.withResolvers<void>();
  new Countdown(20, () => {
    calls += 1;
    over.resolve();
  });
  await over.promise;
  await new Promise(setImmediate);
  expect(calls).toBe(1);
});

test('never acts once it is cleared', async () => {
  let calls = 0;
  const countdown = new Countdown(20, () => {
    calls += 1;
  });
  countdown.clear();
  using later = Countdown.signal(60);
  await once(later.signal, 'abort');
  expect(calls).toBe(0);
});

test('a signal that is cleared never comes, and leaves no clock behind', async () => {
  const clocks = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = clocks();
  let kept: AbortSignal;
  {
    using cleared = Countdown.signal(20);
    kept = cleared.signal;
  }
  expect(clocks()).toBe(before);
  using later = Countdown.signal(60);
  await once(later.signal, 'abort');
  expect(kept.aborted).toBe(false);
});

test('time in which this process was busy does not count', async () => {
  const countdown = new Countdown(1500, () => expect.unreachable());
  block(3000);
  await new Promise((resolve) => setTimeout(resolve, 10));
  countdown.clear();
});

test('an answer that came while this process was busy is heard before the time is over', async () => {
  const server = createServer((socket) => socket.end('here')).listen(0);
  await once(server, 'listening');
  const { connect } = await import('node:net');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const heard: string[] = [];
  const socket = connect(address.port);
  const over = Promise.withResolvers<void>();
  const countdown = new Countdown(100, () => {
    heard.push('over');
    over.resolve();
  });
  socket.once('data', () => {
    heard.push('answer');
    countdown.clear();
    over.resolve();
  });
  await once(socket, 'connect');
  block(700);
  await over.promise;
  expect(heard).toEqual(['answer']);
  server.close();
});
