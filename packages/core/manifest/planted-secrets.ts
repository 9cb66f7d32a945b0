import type { SourceFile } from '../source/source-file.ts';
import { parseYaml } from '../source/yaml.ts';
import { secretsInProse, secretsInRemote, tokensIn } from '../value/quotable.ts';

/** The texts in the files that are looked through for secrets, and those that are no secrets. */
interface Said {
  readonly remotes: string[];
  /** Keys and values without an address in them. People know objects by these, so that they are never hidden. */
  readonly names: string[];
  /** Objects visited already: an alias leads to the same object again. */
  readonly seen: Set<object>;
}

/**
 * The secrets that manifest files hold by mistake, to hide them in logs. The author of a pull request decides the
 * contents of these files and could have any text hidden. Therefore a text that is a name or key in the files, or an
 * ordinary word, is not taken for a secret, unless it is an access token.
 */
export function plantedSecrets(files: readonly SourceFile[]): string[] {
  const tokens = files.flatMap(({ text }) => tokensIn(text));
  // Without an address that has a login, a query or a fragment, only tokens can be secrets. That holds for most
  // platforms.
  if (!files.some(({ text }) => /:\/\/[^\s"'`]*[@?#]/.test(text))) return [...new Set(tokens)];
  const said: Said = { remotes: [], names: [], seen: new Set() };
  for (const file of files) {
    const { value, diagnostics } = parseYaml(file);
    take(value, '', said);
    if (diagnostics.some(({ severity }) => severity === 'error')) said.remotes.push(...remotesIn(file.text));
  }
  const found = [...said.remotes.flatMap(secretsInRemote), ...files.flatMap(({ text }) => secretsInProse(text))];
  const known = said.names.join('\n');
  return [...new Set([...tokens, ...found.filter((value) => tokens.includes(value) || !known.includes(value))])];
}

function take(value: unknown, key: string, said: Said): void {
  if (typeof value === 'string') {
    if (key === 'remote') said.remotes.push(value);
    else if (isName(value)) said.names.push(value);
  }
  if (typeof value !== 'object' || value === null || said.seen.has(value)) return;
  said.seen.add(value);
  for (const [name, member] of Object.entries(value)) {
    if (!Array.isArray(value) && isName(name)) said.names.push(name);
    take(member, Array.isArray(value) ? key : name, said);
  }
}

/** Whether a value names something: it holds neither a token nor an address. */
function isName(value: string): boolean {
  return value.length <= 255 && !value.includes('://') && tokensIn(value).length === 0;
}

/** The remotes in a file with invalid YAML. The run refuses the file, and messages may quote it. */
function remotesIn(text: string): string[] {
  return [...text.matchAll(/^[\s{,-]*["']?remote["']?\s*:\s*["']?([^\s"'`]+)/gm)].map(([, remote = '']) => remote);
}
