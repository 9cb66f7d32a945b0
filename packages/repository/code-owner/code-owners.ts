/** The owners of files in a CODEOWNERS file. */
export interface CodeOwners {
  /** The owners of a file: `@login`, `@organization/team` or an e-mail address. The last rule that matches counts. */
  ownersOf(path: string): readonly string[];
}

interface Rule {
  readonly pattern: RegExp;
  readonly owners: readonly string[];
}

/** Reads a CODEOWNERS file. Lines that GitHub ignores are skipped, such as patterns with `!` or `[`. */
export function readCodeOwners(text: string): CodeOwners {
  const rules = text.split('\n').flatMap((line) => ruleOf(line) ?? []);
  return { ownersOf: (path) => rules.findLast(({ pattern }) => pattern.test(path))?.owners ?? [] };
}

function ruleOf(line: string): Rule | undefined {
  const [pattern, ...words] = line.trim().match(/(?:\\.|[^\s\\])+/g) ?? [];
  if (pattern === undefined || /^[#!]|\[/.test(pattern)) return undefined;
  const comment = words.findIndex((word) => word.startsWith('#'));
  const owners = comment === -1 ? words : words.slice(0, comment);
  return { pattern: expressionOf(pattern.replace(/\\(.)/g, '$1')), owners };
}

/**
 * A pattern as a regular expression. As in .gitignore, a pattern with a slash before its end begins at the root; any
 * other one matches at any depth.
 */
function expressionOf(pattern: string): RegExp {
  const anchored = pattern.replace(/\/$/, '').includes('/');
  const body = pattern
    .replace(/^\//, '')
    .replace(/\/$/, '')
    .split(/(\*\*\/|\/\*\*$|\*\*|\*|\?)/)
    .map((part) => wildcards[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('');
  // `docs/*` matches the files directly in the folder. Every other pattern also matches everything below what it names.
  const below = pattern.endsWith('/*') ? '' : pattern.endsWith('/') ? '/.*' : '(?:/.*)?';
  return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${body}${below}$`);
}

const wildcards: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '/**': '/.*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
