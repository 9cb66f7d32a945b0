import { isRecord } from '@konduct/core/value/record';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** An estimate of a document's operations: the number of lines or JSON keys with the name of an HTTP method. */
export function countOperations(text: string): number {
  const method = /(?:^[ \t]+|[{,]\s*)["']?(?:get|put|post|delete|options|head|patch|trace)["']?[ \t]*:/gm;
  let count = 0;
  while (method.exec(text)) count += 1;
  return count;
}

/** The exact number of operations in a parsed document, since keys have more notations than the estimate knows. */
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
