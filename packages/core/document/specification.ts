import { parse } from 'yaml';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { hasErrors } from '../diagnostic/diagnostic.ts';
import type { Fields } from '../provider/provider.ts';
import { rangeOf } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import { parseYaml } from '../source/yaml.ts';

/** A staged specification: what expressions see of it, or what is wrong with it. */
export interface SpecificationResult {
  /** The fields of a `StagedSpec`, but for its path. */
  readonly fields?: Fields;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads what Konduct needs to know of an OpenAPI 3 or Swagger 2 document in YAML or JSON: its title and version, as text
 * whatever YAML makes of them. `digest` is that of the file's text.
 *
 * @param whole parses the whole document instead of as little as possible, and so finds faults anywhere in it
 */
export function readSpecification(file: SourceFile, digest: string, whole: boolean): SpecificationResult {
  const head = whole ? undefined : readHead(file.text);
  if (head) return { fields: stagedFields(head, digest), diagnostics: [] };
  // Whatever is unusual is read in full, with places for what is wrong.
  const { value, diagnostics } = parseYaml(file);
  if (hasErrors(diagnostics)) return { diagnostics };
  const problem = shapeProblem(value);
  if (problem) {
    const { of, key } = problem;
    const at = (of && (rangeOf(of, key) ?? rangeOf(of))) ?? rangeOf(value) ?? startOf(file.path);
    return {
      diagnostics: [{ severity: 'error', code: 'spec-invalid', message: problem.message, fix: problem.fix, at }],
    };
  }
  return { fields: stagedFields(value as Head, digest), diagnostics: [] };
}

interface Head {
  readonly openapi?: unknown;
  readonly swagger?: unknown;
  readonly info: { readonly title: string; readonly version: unknown };
}

function stagedFields(head: Head, digest: string): Fields {
  return { title: head.info.title, version: versionText(head.info.version), digest, content: { digest } };
}

/**
 * The start of a document without parsing the rest of it: in block YAML whatever starts in the first column is a key of
 * the top, so that the lines of `openapi`, `swagger` and `info` can be read alone. Undefined for anything that is not so
 * plain. A platform has hundreds of documents, and parsing all of each would take longer than asking Konnect.
 */
function readHead(text: string): Head | undefined {
  const lines = /^(?:openapi|swagger|info):(?:.*\n?)(?:(?:[ \t].*|#.*|[ \t]*)(?:\n|$))*/gm;
  if (!/^(?:#.*\n|---\s*\n|\s*\n)*[A-Za-z][\w-]*:/.test(text)) return undefined;
  try {
    const value: unknown = parse(
      [...text.matchAll(lines)].map(([block]) => (block.endsWith('\n') ? block : `${block}\n`)).join(''),
    );
    return shapeProblem(value) ? undefined : (value as Head);
  } catch {
    return undefined;
  }
}

interface ShapeProblem {
  readonly message: string;
  readonly fix: string;
  readonly of?: object;
  readonly key?: string;
}

function shapeProblem(value: unknown): ShapeProblem | undefined {
  if (!isRecord(value))
    return {
      message: 'the specification is not an OpenAPI document: it is not a mapping',
      fix: 'stage an OpenAPI 3 or Swagger 2 document',
    };
  const { openapi, swagger, info } = value;
  if (openapi === undefined && swagger === undefined) {
    return {
      message: 'the specification is not an OpenAPI document: it has neither `openapi` nor `swagger`',
      fix: 'stage an OpenAPI 3 or Swagger 2 document',
    };
  }
  const key = openapi === undefined ? 'swagger' : 'openapi';
  const version = String(value[key]);
  if (!(key === 'openapi' ? /^3\.[0-9]+/ : /^2(\.0)?$/).test(version)) {
    return {
      message: `the specification says ${key}: ${version}, which Konduct does not know`,
      fix: 'use OpenAPI 3.0 or 3.1, or Swagger 2.0',
      of: value,
      key,
    };
  }
  if (!isRecord(info))
    return {
      message: 'the specification has no `info`',
      fix: 'add info with a title and a version',
      of: value,
      key: 'info',
    };
  if (typeof info.title !== 'string')
    return { message: 'the specification has no `info.title`', fix: 'give it a title', of: info, key: 'title' };
  const spec = info.version;
  if (typeof spec !== 'string' && typeof spec !== 'number') {
    return {
      message: 'the specification has no `info.version`',
      fix: 'give it a version, in quotes',
      of: info,
      key: 'version',
    };
  }
  return undefined;
}

function versionText(version: unknown): string {
  return typeof version === 'number' && Number.isInteger(version) ? version.toFixed(0) : String(version);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
