import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { Countdown } from './countdown.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A clock that only the test moves, and the timers that go by it. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'performance'] });
}

/** Keeps this process from anything else, as the parser of a large document does. */
function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

test('acts once when the time is over', () => {
  stopClock();
  const act = vi.fn();
  new Countdown(20, act);
  vi.advanceTimersByTime(19);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledOnce();
});

test('never acts once it is cleared', () => {
  stopClock();
  const act = vi.fn();
  const countdown = new Countdown(20, act);
  countdown.clear();
  vi.advanceTimersByTime(1000);
  expect(act).not.toHaveBeenCalled();
});

test('begins anew', () => {
  stopClock();
  const act = vi.fn();
  const countdown = new Countdown(1000, act);
  vi.advanceTimersByTime(900);
  countdown.refresh();
  vi.advanceTimersByTime(900);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(250);
  expect(act).toHaveBeenCalledOnce();
});

test('a signal that is cleared never comes, and leaves no clock behind', () => {
  stopClock();
  let kept: AbortSignal;
  {
    using cleared = Countdown.signal(20);
    kept = cleared.signal;
    expect(vi.getTimerCount()).toBe(1);
  }
  expect(vi.getTimerCount()).toBe(0);
  using later = Countdown.signal(60);
  vi.advanceTimersByTime(1000);
  expect([kept.aborted, later.signal.aborted]).toEqual([false, true]);
});

test('time in which this process was busy does not count', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'] });
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const act = vi.fn();
  new Countdown(1500, act);
  // One tick, which comes three seconds late: half a second of them counts.
  now.mockReturnValue(3000);
  vi.advanceTimersByTime(250);
  expect(act).not.toHaveBeenCalled();
  now.mockReturnValue(3500);
  vi.advanceTimersByTime(250);
  expect(act).not.toHaveBeenCalled();
  now.mockReturnValue(4000);
  vi.advanceTimersByTime(251);
  expect(act).toHaveBeenCalledOnce();
});

test('an answer that came while this process was busy is heard before the time is over', async () => {
  const accepted = Promise.withResolvers<Socket>();
  const server = createServer(accepted.resolve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  const peer = await accepted.promise;
  const heard: string[] = [];
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
  peer.end('here');
  // Longer than the countdown: when this process looks again, the answer and the end of the time are both there.
  block(200);
  await over.promise;
  expect(heard).toEqual(['answer']);
  socket.destroy();
  server.close();
});
