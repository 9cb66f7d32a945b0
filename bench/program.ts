import process from 'node:process';

/**
 * Runs a bench as a program, and sets the exit code of the process. An error is told in one line, with how to use the
 * program where its options cannot be read.
 *
 * @param read reads the arguments, and throws for those that cannot be
 * @param main returns the exit code
 */
export async function runProgram<T extends object>(
  read: (args: string[]) => T,
  main: (options: T) => Promise<number>,
  usage: string,
): Promise<void> {
  let options: T | undefined;
  try {
    options = read(process.argv.slice(2));
    process.exitCode = await main(options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${options ? '' : `\n${usage}`}`);
    process.exitCode = 1;
  }
}
