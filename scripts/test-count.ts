import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import process from 'node:process';

// Prints the numbers of passed and failed tests in a vitest JSON report, then a line for each test or file that
// failed, with the first line of its message. Fails when the report has no tests.

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly FileResult[];
}

interface FileResult {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly TestResult[];
}

interface TestResult {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

/** One line each for the tests of `file` that failed, or for the file when none of its tests did. */
function failuresOf(file: FileResult): readonly string[] {
  if (file.status !== 'failed') return [];
  const path = relative(process.cwd(), file.name);
  const tests = file.assertionResults.filter((test) => test.status === 'failed');
  if (tests.length === 0) return [`${path}: ${firstLine(file.message)}`];
  return tests.map((test) => `${path}: ${test.fullName}: ${firstLine(test.failureMessages[0] ?? '')}`);
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}

const report = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as Report;
const { numPassedTests, numFailedTests, testResults } = report;
if (numPassedTests + numFailedTests === 0) throw new Error('vitest ran no test');
const lines = [`${numPassedTests} ${numFailedTests}`, ...testResults.flatMap(failuresOf)];
process.stdout.write(lines.map((line) => `${line}\n`).join(''));
