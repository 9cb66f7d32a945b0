import type { YAMLError } from 'yaml';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { LineIndex } from './line-index.ts';
import { yamlDepthLimit } from './yaml-cost.ts';
import type { UnreadYaml } from './yaml-events.ts';

interface Words {
  readonly message: string;
  readonly fix?: string;
  readonly code?: 'yaml-syntax' | 'yaml-unsupported' | 'yaml-depth';
}

/**
 * Our words for each of the YAML library's error codes. The library's own messages quote the file, which may hold a
 * secret; these never do.
 */
const words: Record<YAMLError['code'], Words> = {
  ALIAS_PROPS: { message: 'An alias cannot have an anchor or tag of its own', fix: 'Remove the `&` or `!` before it.' },
  BAD_ALIAS: { message: 'This anchor or alias has no usable name', fix: 'Name it, and put a space after the name.' },
  BAD_COLLECTION_TYPE: { message: 'This tag does not fit what it stands before', fix: 'Remove the tag.' },
  BAD_DIRECTIVE: { message: 'This `%` directive is not valid', fix: 'Remove it.' },
  BAD_DQ_ESCAPE: {
    message: 'This escape is not valid between double quotes',
    fix: 'Write `\\\\` for a backslash, or use single quotes.',
  },
  BAD_INDENT: {
    message: 'The indentation does not fit what is around it',
    fix: 'Indent the members of a block alike, and deeper than the key they belong to; close brackets before it.',
  },
  BAD_PROP_ORDER: { message: 'Anchors and tags must stand after the indicators and before the value' },
  BAD_SCALAR_START: {
    message: 'Text cannot start with this character unless it is quoted',
    fix: 'Put the text in quotes.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'A block cannot be a key, or start on the line of one',
    fix: 'If the text holds `: `, put it in quotes; else start the block on its own line.',
  },
  BLOCK_IN_FLOW: {
    message: 'A block cannot stand between `{ }` or `[ ]`',
    fix: 'Write it with brackets too, or take the brackets away.',
  },
  DUPLICATE_KEY: { message: 'This key is here twice', fix: 'Keep one.' },
  IMPOSSIBLE: { message: 'This cannot be read as YAML' },
  KEY_OVER_1024_CHARS: {
    message: 'A key must end within 1024 characters',
    fix: 'Check for a missing quote before it.',
  },
  MISSING_CHAR: {
    message: 'A closing quote or bracket, a colon, a comma or a space is missing here',
    fix: 'Close what was opened before this place; put a space after `:` and before `#`.',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'A key must stand on one line, with its colon',
    fix: 'Check for a missing `:` or quote on the line before.',
  },
  MULTIPLE_ANCHORS: { message: 'A value can have only one anchor', fix: 'Remove one.' },
  MULTIPLE_DOCS: { message: 'A file holds one document', code: 'yaml-unsupported' },
  MULTIPLE_TAGS: { message: 'A value can have only one tag', fix: 'Remove the tags.' },
  NON_STRING_KEY: { message: 'A key must be text', code: 'yaml-unsupported' },
  RESOURCE_EXHAUSTION: { message: 'This is nested too deeply to be read', code: 'yaml-depth' },
  TAB_AS_INDENT: { message: 'A tab cannot be used for indentation', fix: 'Use spaces.' },
  TAG_RESOLVE_FAILED: { message: 'This tag is not supported', fix: 'Remove the tag.', code: 'yaml-unsupported' },
  UNEXPECTED_TOKEN: {
    message: 'This cannot stand here',
    fix: 'Check the indentation, the quotes and the brackets on this line and the one before.',
  },
};

/** An error of the YAML library as a diagnostic. `openedQuote` finds the start of a quote that is not closed. */
export function yamlProblem(error: YAMLError, index: LineIndex, openedQuote: () => number | undefined): Diagnostic {
  const quote = error.code === 'MISSING_CHAR' ? openedQuote() : undefined;
  if (quote !== undefined) {
    return {
      severity: 'error',
      code: 'yaml-syntax',
      message: 'The quote that is opened here is never closed',
      fix: 'Close it, or take it away.',
      at: index.rangeBetween(quote, quote + 1),
    };
  }
  return problem(error.code, index, ...error.pos);
}

function problem(kind: YAMLError['code'], index: LineIndex, start: number, end: number): Diagnostic {
  const { message, fix, code } = words[kind];
  return {
    severity: 'error',
    code: code ?? 'yaml-syntax',
    message,
    ...(fix === undefined ? {} : { fix }),
    at: index.rangeBetween(start, end),
  };
}

/**
 * The error code for each message of js-yaml. The messages themselves quote the file and are not shown. The first match
 * counts.
 */
const reasons: readonly (readonly [RegExp, YAMLError['code']])[] = [
  // Text in quotes or brackets continues in a line that is not indented: mostly, the quote or bracket is not closed.
  [/quoted scalar|flow collection|^deficient/, 'MISSING_CHAR'],
  [/^tab characters/, 'TAB_AS_INDENT'],
  [/^bad indentation of a sequence/, 'BAD_INDENT'],
  [/escape|hexadecimal/, 'BAD_DQ_ESCAPE'],
  [/multiline key/, 'MULTILINE_IMPLICIT_KEY'],
  [/directive/i, 'BAD_DIRECTIVE'],
  [/tag/, 'TAG_RESOLVE_FAILED'],
  [/comma/, 'MISSING_CHAR'],
  [/non-printable|null byte|JSON character/, 'IMPOSSIBLE'],
];

/** The one diagnostic about a large text that js-yaml cannot read. */
export function unreadProblem({ reason, at }: UnreadYaml, index: LineIndex): Diagnostic {
  if (reason.startsWith('nesting')) return depthProblem(index, at);
  const code = reasons.find(([pattern]) => pattern.test(reason))?.[1] ?? 'UNEXPECTED_TOKEN';
  return problem(code, index, at, at + 1);
}

/** The diagnostic about nesting beyond the limit at an offset. */
export function depthProblem(index: LineIndex, offset: number): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml-depth',
    message: `This file is nested more than ${yamlDepthLimit} levels deep`,
    cause: 'Nesting is limited because files from pull requests are not trusted.',
    fix: 'Flatten the structure.',
    at: index.rangeBetween(offset, offset + 1),
  };
}
