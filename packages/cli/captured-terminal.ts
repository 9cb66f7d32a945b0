import { Mask } from '@konduct/core/value/mask';
import type { Terminal } from './terminal.ts';

/** A terminal for tests that records the output. */
export function capturedTerminal(
  given: {
    readonly environment?: Terminal['environment'];
    readonly workingDirectory?: string;
    readonly width?: number;
  } = {},
) {
  const mask = new Mask();
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += mask.clean(text);
    },
    color: false,
    width: given.width,
  });
  const terminal: Terminal = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    maskSecret: (value) => mask.add(value),
    environment: given.environment ?? {},
    workingDirectory: given.workingDirectory ?? '/',
  };
  return { terminal, written };
}
