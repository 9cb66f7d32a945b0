/**
 * An input in a sentence, as a workflow writes it and as the command line does: people read the same finding in a comment
 * and in a terminal. `prune: all` (`--prune all`).
 *
 * @param value left out where a value of the reader's own is meant; `true` is an option without a value
 */
export function inputWords(name: string, value?: string): string {
  if (value === undefined) return `\`${name}\` (\`--${name}\`)`;
  return `\`${name}: ${value}\` (\`--${name}${value === 'true' ? '' : ` ${value}`}\`)`;
}
