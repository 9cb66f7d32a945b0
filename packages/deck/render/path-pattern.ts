/**
 * The reason why PCRE, with which Kong reads paths, would refuse a regular expression: a bad name of a group, or
 * unbalanced brackets. Other mistakes are left to Kong; no pattern that PCRE accepts is refused here.
 */
export function patternProblem(pattern: string): string | undefined {
  const names = new Set<string>();
  for (const [, name = ''] of withoutEscapes(pattern).matchAll(/\(\?P?<(?![=!])([^>]*)>/g)) {
    if (name === '') return 'a parameter has a name without any letter or digit';
    if (/^\d/.test(name)) return `the name of a group, ${JSON.stringify(name)}, begins with a digit`;
    if (!/^\w+$/.test(name)) return `the name of a group, ${JSON.stringify(name)}, has more than letters and digits`;
    if (names.has(name)) return `two groups have the name ${JSON.stringify(name)}`;
    names.add(name);
  }
  return bracketProblem(pattern);
}

/** The pattern without escaped characters and quoted parts, which stand for themselves. */
function withoutEscapes(pattern: string): string {
  return pattern.replace(/\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]/g, '..');
}

function bracketProblem(pattern: string): string | undefined {
  const text = withoutEscapes(pattern);
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '[') {
      const end = classEnd(text, at);
      if (end === undefined) return 'a `[` is never closed';
      at = end;
    } else if (character === '(') open += 1;
    else if (character === ')') {
      open -= 1;
      if (open < 0) return 'a `)` closes nothing';
    }
  }
  return open > 0 ? 'a `(` is never closed' : undefined;
}

/** The end of a class of characters. A `]` right at its start belongs to it, and so do named classes. */
function classEnd(text: string, start: number): number | undefined {
  const rest = text.slice(start);
  const head = /^\[\^?\]?/.exec(rest)?.[0].length ?? 1;
  const end = /^(?:\[:\^?\w+:\]|[^\]])*\]/.exec(rest.slice(head))?.[0].length;
  return end === undefined ? undefined : start + head + end - 1;
}
