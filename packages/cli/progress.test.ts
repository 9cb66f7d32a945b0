import type { Progress } from '@konduct/core/apply/result';
import { runContextFor } from '@konduct/operations/reconcile/run-context';
import { expect, test } from 'vitest';
import { capturedTerminal } from './captured-terminal.ts';
import { progressOn } from './progress.ts';

const finished = {
  event: 'finished',
  organization: 'kong-air',
  result: { address: 'kong-air/dev/portal', kind: 'Portal', action: 'create', outcome: 'applied' },
  name: 'Kong Air',
  done: 1,
  total: 12,
} as const;

/** The output of some progress events. */
function shownOn(output: Parameters<typeof progressOn>[0]) {
  const { show, clear } = progressOn(output);
  const place = { environment: {}, maskSecret: () => {}, signal: new AbortController().signal };
  const runContext = runContextFor(place, show);
  return { show: (progress: Progress) => runContext.onProgress(progress), clear, runContext };
}

test('lines that follow each other, where nobody watches', () => {
  const { terminal, written } = capturedTerminal();
  const progress = shownOn(terminal.stderr);
  progress.show({ event: 'observed', organization: 'kong-air', objects: 1 });
  progress.show({ event: 'started', organization: 'kong-air', address: 'a', kind: 'Portal', action: 'create' });
  progress.show(finished);
  progress.clear();
  expect(written.stderr).toBe('kong-air: read 1 object from Konnect\nkong-air: [1/12] + Portal Kong Air created\n');
});

test('one line that is written over and leaves nothing behind, on a terminal', () => {
  const { terminal, written } = capturedTerminal({ width: 20 });
  const progress = shownOn(terminal.stderr);
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
  shownOn(terminal.stderr).show({ ...finished, result });
  expect(written.stderr).toBe('kong-air: [1/12] ! Portal Kong Air failed: Konnect said \\u{1b}[2Jno\n');
});

test('gateways and stagings tell lines too, which are as harmless', () => {
  const { terminal, written } = capturedTerminal();
  const { runContext } = shownOn(terminal.stderr);
  runContext.onDeckProgress({ organization: 'kong-air', controlPlane: 'crew-dev', line: '##[x]\u001b' });
  runContext.onStageProgress({ event: 'read', repository: 'kong-air/flights', done: 1, total: 4 });
  expect(written.stderr).toBe('kong-air: crew-dev: # #[x]\\u{1b}\n[1/4] read kong-air/flights\n');
});
