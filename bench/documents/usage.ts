import { writeFileSync } from 'node:fs';

// Loaded into the measured process: prints its own cost at the end, without that of child processes.
const file = process.env.KONDUCT_BENCH_USAGE;
if (file !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ maxRSS, userCPUTime, systemCPUTime }));
  });
}
