import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { hasErrors } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import type { Fields } from '@konduct/core/provider/provider';
import { ExactNumber } from '@konduct/core/source/exact-number';
import { rangeOf } from '@konduct/core/source/origin';
import { startOf } from '@konduct/core/source/range';
import type { SourceFile } from '@konduct/core/source/source-file';
import { parseYaml, type YamlResult } from '@konduct/core/source/yaml';
import { isRecord } from '@konduct/core/value/record';
import { isJson, shareOfBudget } from './document-budget.ts';
import { linesOf } from './head.ts';
import { openApi32Problem } from './openapi-32.ts';
import { type ApiOutline, outlineOf } from './outline.ts';
import { readDocument } from './read-document.ts';
import { textOf } from './text-of.ts';

/** A staged specification: its fields for expressions, or its mistakes. */
export interface SpecificationResult {
  /** The fields of a `StagedSpec` without its path. */
  readonly fields?: Fields;
  /** What a catalogue of APIs derives from the document; of one that was read as a whole. */
  readonly outline?: ApiOutline;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads what Konduct needs to know of an OpenAPI 3 or Swagger 2 document in YAML or JSON: its title and version, as they
 * are written even where YAML makes numbers of them. `digest` is that of the file's text.
 *
 * @param whole parses the whole document instead of as little as possible, which finds faults anywhere in it
 */
export function readSpecification(file: SourceFile, digest: string, whole: boolean): SpecificationResult {
  const quick = whole ? undefined : described(quickValue(file));
  if (quick && 'title' in quick) return { fields: stagedFields(quick, digest), diagnostics: [] };
  // Whatever is unusual is read in full, with places for what is wrong.
  const { value, diagnostics } = readExactly(file);
  if (hasErrors(diagnostics)) return { diagnostics };
  const found = describeSpecification(value, file.path);
  if ('diagnostics' in found) return found;
  const fields = stagedFields(found, digest);
  if (!whole) return { fields, diagnostics: [] };
  const outline = outlineOf(value);
  const unsupported = openApi32Problem(value, file.path);
  const remarks = unsupported ? [{ ...unsupported, severity: 'warning' } as const] : [];
  return { fields, ...(outline ? { outline } : {}), diagnostics: [...remarks, ...versionProblems(value, found)] };
}

/** A document whose title and version are as they are written. Large JSON is read much faster without exact numbers. */
function readExactly(file: SourceFile): YamlResult {
  const read = readDocument(file);
  return hasNumber(read.value) ? readDocument(file, { exactNumbers: true }) : read;
}

/** Whether a document has a number where its description is text. */
function hasNumber(value: unknown): boolean {
  const info = isRecord(value) ? value.info : undefined;
  return isRecord(info) && (typeof info.title === 'number' || typeof info.version === 'number');
}

/** The description of a parsed specification, or its mistakes. */
export function describeSpecification(
  value: unknown,
  path: string,
): Description | { readonly diagnostics: readonly Diagnostic[] } {
  const found = described(value);
  if ('title' in found) return found;
  const { message, fix, of, key } = found;
  const at = (of === undefined ? undefined : rangeOf(of, key)) ?? rangeOf(of ?? value) ?? startOf(path);
  return { diagnostics: [finding('spec-invalid', message, at, { fix })] };
}

const headKeys: ReadonlySet<string> = new Set(['openapi', 'swagger', 'info']);

/**
 * The value of the keys that a description needs, or undefined where only parsing the whole document gives it. A
 * platform has hundreds of documents, and parsing them all would take longer than the requests to Konnect.
 */
function quickValue(file: SourceFile): unknown {
  if (isJson(file.text)) {
    const value = shareOfBudget(file.text) > 1 ? undefined : jsonValue(file.text);
    return hasNumber(value) ? undefined : value;
  }
  const text = linesOf(file.text, headKeys);
  if (text === undefined) return undefined;
  const { value, diagnostics } = parseYaml({ path: file.path, text }, { exactNumbers: true });
  return diagnostics.length === 0 ? value : undefined;
}

/** The value of JSON. Flow style of YAML is often JSON, whose parser is much faster. */
function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface Description {
  readonly title: string;
  readonly version: string;
}

/** The reason why a value is not a specification, and its place. */
interface SpecificationProblem {
  readonly message: string;
  readonly fix: string;
  readonly of?: object;
  readonly key?: string;
}

function described(value: unknown): Description | SpecificationProblem {
  const what = 'The specification is not an OpenAPI document';
  const fix = 'Stage an OpenAPI 3 or Swagger 2 document.';
  if (!isRecord(value)) return { message: `${what}: it is ${kindOf(value)}`, fix };
  const key = value.openapi === undefined ? 'swagger' : 'openapi';
  const language = value[key];
  if (language === undefined) return { message: `${what}: it has neither \`openapi\` nor \`swagger\``, fix };
  if (!(key === 'openapi' ? /^3(\.|$)/ : /^2(\.0)?$/).test(textOf(language) ?? '')) {
    const message = `The specification says \`${key}: ${textOf(language) ?? '…'}\`, which Konduct does not know`;
    return { message, fix: 'Use OpenAPI 3 or Swagger 2.0.', of: value, key };
  }
  const { info } = value;
  if (!isRecord(info)) {
    const message = lacking('info', info, 'a mapping');
    return { message, fix: 'Add `info` with a title and a version.', of: value, key: 'info' };
  }
  const title = textOf(info.title);
  if (!title?.trim()) {
    return { message: lacking('info.title', info.title, 'text'), fix: 'Give it a title.', of: info, key: 'title' };
  }
  const version = textOf(info.version);
  if (version?.trim()) return { title, version };
  const message = lacking('info.version', info.version, 'text');
  return { message, fix: 'Give it a version, in quotation marks.', of: info, key: 'version' };
}

/** Konduct keeps 1.10. For nearly everybody else who reads the document it is the number 1.1. */
function versionProblems(value: unknown, { version }: Description): Diagnostic[] {
  const info = isRecord(value) ? value.info : undefined;
  if (!isRecord(info) || typeof info.version === 'string') return [];
  const message = `\`info.version\` is a number instead of text; it is published as it is written, \`${version}\``;
  return [
    finding('spec-invalid', message, rangeOf(info, 'version'), {
      severity: 'warning',
      cause: 'Other programs read a number, to which 1.10 and 1.1 are the same, or refuse it.',
      fix: 'Put it in quotes.',
    }),
  ];
}

function stagedFields({ title, version }: Description, digest: string): Fields {
  return { title, version, digest, content: { digest } };
}

function lacking(name: string, value: unknown, wanted: string): string {
  const isEmpty = value === undefined || value === null || (typeof value === 'string' && wanted === 'text');
  return isEmpty ? `The specification has no \`${name}\`` : `\`${name}\` is ${kindOf(value)} instead of ${wanted}`;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof ExactNumber || typeof value === 'number') return 'a number';
  return typeof value === 'object' ? 'a mapping' : typeof value === 'boolean' ? 'a truth value' : 'text';
}
