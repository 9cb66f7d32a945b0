import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { isRecord } from '@konduct/core/value/record';

/**
 * Reports rules whose `given` is not JSONPath: decK ignores them silently, and every file passes. Only texts that are
 * certainly no path are reported.
 *
 * @param rules the value of `rules` in the file, with its places
 */
export function givenProblems(file: SourceFile, rules: unknown): Diagnostic[] {
  if (!isRecord(rules)) return [];
  return Object.entries(rules).flatMap(([name, rule]) => {
    if (!isRecord(rule)) return [];
    const { given } = rule;
    const places = Array.isArray(given)
      ? given.map((path: unknown, index) => ({ path, at: rangeOf(given, String(index)) }))
      : [{ path: given, at: rangeOf(rule, 'given') }];
    return places.flatMap(({ path, at }): Diagnostic[] => {
      const why = typeof path === 'string' ? whyNoPath(path.trim()) : undefined;
      if (why === undefined) return [];
      return [
        {
          severity: 'error',
          code: 'deck-file',
          message: `The rule ${JSON.stringify(name.slice(0, 200))} looks nowhere: its \`given\` ${why}`,
          cause: 'decK takes what is no JSONPath for a place that no file has, so that everything passes.',
          fix: 'Write it like `$.services[*].routes[*]`.',
          at: at ?? startOf(file.path),
        },
      ];
    });
  });
}

function whyNoPath(path: string): string | undefined {
  if (!/^[$#]/.test(path)) return 'does not begin with `$`';
  // A regular expression may have unbalanced brackets.
  return path.includes('=~') || isBalanced(path) ? undefined : 'opens a bracket or a quote that it does not close';
}

const closing: Readonly<Record<string, string>> = { '[': ']', '(': ')' };

function isBalanced(path: string): boolean {
  const expected: string[] = [];
  let quote: string | undefined;
  for (let index = 0; index < path.length; index += 1) {
    const character = path[index] ?? '';
    if (quote !== undefined) {
      if (character === '\\') index += 1;
      else if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (closing[character] !== undefined) expected.push(closing[character]);
    else if ((character === ']' || character === ')') && expected.pop() !== character) return false;
  }
  return quote === undefined && expected.length === 0;
}
