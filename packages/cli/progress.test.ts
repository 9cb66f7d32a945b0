import { expect, test } from 'vitest';
import { capturedTerminal } from './captured-terminal.ts';
import { progressOn } from './progress.ts';

const finished = {
  event: 'finished',
  organization: 'kong-air',
  result: { address: 'kong-air/dev/portal', kind: 'Portal', action: 'create', outcome: 'applied' },
  done: 1,
  total: 12,
} as const;

test('lines that follow each other, where nobody watches', () => {
  const { terminal, written } = capturedTerminal();
  const progress = progressOn(terminal.stderr);
  progress.show({ event: 'observed', organization: 'kong-air', objects: 1 });
  progress.show({ event: 'started', organization: 'kong-air', address: 'a', kind: 'Portal', action: 'create' });
  progress.show(finished);
  progress.clear();
  expect(written.stderr).toBe(
    'kong-air: read 1 object from Konnect\nkong-air: [1/12] + kong-air/dev/portal Portal created\n',
  );
});

test('one line that is written over and leaves nothing behind, on a terminal', () => {
  const { terminal, written } = capturedTerminal({ width: 20 });
  const progress = progressOn(terminal.stderr);
  progress.show(finished);
  progress.show({ event: 'verifying', organization: 'kong-air' });
  progress.clear();
  progress.clear();
  const erase = '\r\u001b[2K';
  expect(written.stderr).toBe(`kong-air: [1/12] + ${erase}kong-air: planning ${erase}`);
});

test('a failure says why, and cannot write over the screen', () => {
  const { terminal, written } = capturedTerminal();
  const result = { ...finished.result, outcome: 'failed', reason: 'Konnect said \u001b[2Jno' } as const;
  progressOn(terminal.stderr).show({ ...finished, result });
  expect(written.stderr).toBe('kong-air: [1/12] ! kong-air/dev/portal Portal failed: Konnect said \\u{1b}[2Jno\n');
});
