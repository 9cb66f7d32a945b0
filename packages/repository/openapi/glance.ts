import { isJson } from './document.ts';

// What can be told of a document without reading it as YAML, which costs a second for each megabyte or two.

/** Up to this, a document is always read in full. */
const wholeUpTo = 2 * 1024 * 1024;

/** Whether a document must be read in full to know that it is fair: small ones, and those with aliases, always. */
export function needsWholeReading(text: string): boolean {
  return text.length <= wholeUpTo || isJson(text) || /(?:^|[\s[{,:-])\*[^\s*,[\]{}]/m.test(text);
}

/** About how many operations a document has: as many as lines or JSON keys that are an HTTP method. */
export function countOperations(text: string): number {
  const method = /(?:^[ \t]+|[{,]\s*)["']?(?:get|put|post|delete|options|head|patch|trace)["']?[ \t]*:/gm;
  let count = 0;
  while (method.exec(text)) count += 1;
  return count;
}
