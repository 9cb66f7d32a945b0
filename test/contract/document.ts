import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A JSON object of a contract document. */
export type Node = { [key: string]: unknown };

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The folder with Konnect's contract, beside the checkout. */
export const SHARED: string = resolve(ROOT, process.env.KONDUCT_SHARED ?? '../shared');

/** The contract, and a document for the other calls of Kong's own tools. */
const FILES = ['konnect-openapi.json', 'konnect-openapi-extra.json'];

export const CONTRACT_FILES: readonly string[] = FILES.map((file) => join(SHARED, file));

/** Whether the contract is there. Tests that need it are skipped without it, with a line that says so. */
export function hasContract(what: string): boolean {
  const present = CONTRACT_FILES.every((file) => existsSync(file));
  if (!present) process.stdout.write(`skipped: ${what}, because the Konnect contract is not in ${SHARED}\n`);
  return present;
}

/** Reads a contract document with its nulls made legal. */
export function readDocument(file: string): Node {
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isNode(document)) throw new Error(`${file} is not an OpenAPI document`);
  allowNulls(document);
  return document;
}

/**
 * Replaces 3.0's `nullable`, which the contract uses although it is OpenAPI 3.1, and which a 2020-12 validator ignores,
 * with its form in 3.1.
 */
function allowNulls(value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) allowNulls(item);
    return;
  }
  if (!isNode(value)) return;
  Object.values(value).forEach(allowNulls);
  if (value.nullable !== true) return;
  delete value.nullable;
  if (Array.isArray(value.enum) && !value.enum.includes(null)) value.enum.push(null);
  if (typeof value.type === 'string') value.type = [value.type, 'null'];
  else if (value.type === undefined) {
    const { description: _, ...rest } = value;
    for (const key of Object.keys(value)) delete value[key];
    value.anyOf = [rest, { type: 'null' }];
  }
}
