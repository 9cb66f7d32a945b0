import type { SourceFile } from '../source/source-file.ts';
import { parseYaml } from '../source/yaml.ts';
import { secretsInProse, secretsInRemote, tokensIn } from '../value/quotable.ts';

/** What the files say, taken apart by what may hold a secret. */
interface Said {
  readonly remotes: string[];
  /** Keys and values that stand for something: what people know it by. */
  readonly names: string[];
  /** What was looked at: an alias leads to the same value again. */
  readonly seen: Set<object>;
}

/**
 * What is a secret in files of a platform, where none belongs. Whoever proposes a change decides what they hold, so that
 * nothing is hidden for it that a reader knows something by: no name or key in these files, and no ordinary word.
 */
export function plantedSecrets(files: readonly SourceFile[]): string[] {
  const tokens = files.flatMap(({ text }) => tokensIn(text));
  // Most platforms have no address with anything to look at.
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

/** No token, and no text with an address in it, which is what is asked about. */
function isName(value: string): boolean {
  return value.length <= 255 && !value.includes('://') && tokensIn(value).length === 0;
}

/** The remotes of a file that is no YAML, and is refused. */
function remotesIn(text: string): string[] {
  return [...text.matchAll(/^[\s{,-]*["']?remote["']?\s*:\s*["']?([^\s"'`]+)/gm)].map(([, remote = '']) => remote);
}
