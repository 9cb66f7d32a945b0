import { isRecord } from '@konduct/core/value/record';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** About how many operations a document has: as many as lines or JSON keys that are an HTTP method. */
export function countOperations(text: string): number {
  const method = /(?:^[ \t]+|[{,]\s*)["']?(?:get|put|post|delete|options|head|patch|trace)["']?[ \t]*:/gm;
  let count = 0;
  while (method.exec(text)) count += 1;
  return count;
}

/** How many operations the paths of a document have that has been read: there are other ways to write a key. */
export function operationsOf(document: unknown): number {
  if (!isRecord(document)) return 0;
  let count = 0;
  for (const paths of [document.paths, document.webhooks]) {
    if (!isRecord(paths)) continue;
    for (const item of Object.values(paths)) {
      if (isRecord(item)) for (const method of methods) if (Object.hasOwn(item, method)) count += 1;
    }
  }
  return count;
}
