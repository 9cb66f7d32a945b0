/** About how many operations a document has: as many as lines or JSON keys that are an HTTP method. */
export function countOperations(text: string): number {
  const method = /(?:^[ \t]+|[{,]\s*)["']?(?:get|put|post|delete|options|head|patch|trace)["']?[ \t]*:/gm;
  let count = 0;
  while (method.exec(text)) count += 1;
  return count;
}
