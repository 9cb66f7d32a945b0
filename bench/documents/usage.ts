import { writeFileSync } from 'node:fs';

// Loaded into the process that is measured: says at its end what it took, without the processes that it started.
const file = process.env.KONDUCT_BENCH_USAGE;
if (file !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ maxRSS, userCPUTime, systemCPUTime }));
  });
}
