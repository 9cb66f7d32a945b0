import { RE2JS } from 're2js';

/** In characters. */
export const longestPattern = 512;
/** Characters times instructions: about half a second. */
const mostSteps = 20_000_000;
const cacheSize = 500;
const cache = new Map<string, Pattern>();

/**
 * A regular expression in RE2's syntax, which matches in time linear in the text: expressions come from pull requests
 * of strangers, and JavaScript's own engine can be kept busy for hours by thirty characters.
 */
export type Pattern =
  | { readonly ok: true; readonly find: (text: string) => boolean | 'too-long' }
  | { readonly ok: false; readonly reason: 'too-long' | 'invalid'; readonly message: string };

/** Compiles `source`, or says why that is impossible. Never throws. Recently used patterns are remembered. */
export function compilePattern(source: string): Pattern {
  const known = cache.get(source);
  if (known) return known;
  const pattern = compile(source);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(source, pattern);
  return pattern;
}

function compile(source: string): Pattern {
  if (source.length > longestPattern) {
    const message = `A regular expression has ${source.length} characters, more than ${longestPattern}`;
    return { ok: false, reason: 'too-long', message };
  }
  try {
    const compiled = RE2JS.compile(source);
    const longestText = mostSteps / compiled.programSize();
    return { ok: true, find: (text) => (text.length > longestText ? 'too-long' : compiled.matcher(text).find()) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
    return { ok: false, reason: 'invalid', message: `A regular expression is not valid in RE2 syntax: ${reason}` };
  }
}
