import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { abortOnSignals } from '@konduct/operations/termination';
import { endWithUs, removeWithUs } from '@konduct/tool/process/leftover';
import { graceAfterSignals } from '../../packages/runner/action.ts';

// For tests: a run with a process and a key that does not end when it is asked to.
const [, , who, folder = ''] = process.argv;
abortOnSignals(() => {}, who === 'cli' ? 0 : graceAfterSignals);
const place = mkdtempSync(path.join(folder, 'konduct-stage-'));
writeFileSync(path.join(place, 'key'), 'key');
removeWithUs(place);
endWithUs(spawn('ssh', [], { detached: true, stdio: 'ignore' }));
setInterval(() => {}, 1000);
