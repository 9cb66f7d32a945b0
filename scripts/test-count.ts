import { readFile } from 'node:fs/promises';
import process from 'node:process';

// Prints the numbers of passed and failed tests in a vitest JSON report; fails when the report has no tests.

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

const { numPassedTests, numFailedTests } = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as Report;
if (numPassedTests + numFailedTests === 0) throw new Error('vitest ran no test');
process.stdout.write(`${numPassedTests} ${numFailedTests}\n`);
