import { lineIndexOf } from '@konduct/core/source/line-index';
import { keyRangeOf, originOf, rangeOf } from '@konduct/core/source/origin';
import type { SourceRange } from '@konduct/core/source/range';

/**
 * Unquoted texts that every version of YAML reads as the same text. Other texts may be numbers, dates or booleans in
 * one of them.
 */
const plainText = /^(?!(?:y|n|yes|no|on|off|true|false|null|nan|inf)$)(?:[A-Za-z_/$]|~\/)[^\n]*$/i;

/** The ids of entities. Five groups of digits are a number or a date in no version of YAML. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Whether decK, which reads YAML 1.1, certainly reads the same values as Konduct: to decK `010` is 8 and `yes` is true.
 * Any unusual notation counts as doubtful; the only cost is that the file is written again.
 *
 * @param value the value that Konduct read in the text
 */
export function isReadAlike(text: string, value: unknown): boolean {
  const index = lineIndexOf({ path: '', text });
  const isPlain = (range: SourceRange | undefined, read: unknown) => {
    if (!range) return false;
    const source = text.slice(index.offsetAt(range.start), index.offsetAt(range.end));
    if (typeof read !== 'string') return source === String(read);
    return /^['"|>]/.test(source) || (source === read && (plainText.test(source) || uuid.test(source)));
  };
  const isAlike = (parent: object): boolean =>
    originOf(parent) !== undefined &&
    Object.entries(parent).every(
      ([key, member]) =>
        (Array.isArray(parent) || isPlain(keyRangeOf(parent, key), key)) &&
        (typeof member === 'object' && member !== null ? isAlike(member) : isPlain(rangeOf(parent, key), member)),
    );
  return typeof value !== 'object' || value === null || isAlike(value);
}
