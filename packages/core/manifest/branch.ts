/** Most names of branches. Git accepts all that match, so that the rules below need not be tried. */
const plain = /^\w[\w-]*(?:\/\w[\w-]*)*$/;

/**
 * Why git refuses a text as the name of a branch, by the rules of git-check-ref-format; undefined when git accepts it.
 */
export function branchProblem(name: string): string | undefined {
  if (name === '@' || name === 'HEAD') return 'the name has a meaning of its own in git';
  if (plain.test(name)) return undefined;
  if (name.startsWith('-')) return 'it looks like an option';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  if (/[\u0000-\u0020\u007f]/.test(name)) return 'it holds a space or a control character';
  const bad = /[~^:?*[\\]/.exec(name)?.[0] ?? /\.\.|@\{/.exec(name)?.[0];
  if (bad !== undefined) return `it holds \`${bad}\``;
  if (name.endsWith('.')) return 'it ends in a dot';
  for (const part of name.split('/')) {
    if (part === '') return 'it has an empty part';
    if (part.startsWith('.')) return 'a part of it starts with a dot';
    if (part.endsWith('.lock')) return 'a part of it ends in `.lock`';
  }
  return undefined;
}
