import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { rangeOf } from '@konduct/core/source/origin';
import { showRange } from '@konduct/core/source/range';
import { count } from '@konduct/core/value/count';
import { isRecord } from '@konduct/core/value/record';
import { bundle } from '@konduct/openapi/bundle/bundle';
import { parseDocument } from '@konduct/openapi/bundle/document';
import type { RemoteReader } from '@konduct/openapi/bundle/documents';
import { dataReferencesOf } from '@konduct/openapi/document/data-references';
import { openApi32Problem } from '@konduct/openapi/document/openapi-32';
import { countOperations, operationsOf } from '@konduct/openapi/document/operations';
import { isSurelySelfContained } from '@konduct/openapi/document/self-contained';
import { type Description, describeSpecification } from '@konduct/openapi/document/specification';
import type { CommitFiles } from './commit-files.ts';
import type { SpecificationLimits } from './limits.ts';
import { problem } from './problem.ts';
import type { Specification, SpecRequest } from './request.ts';

type Loaded = { readonly specification: Specification } | { readonly diagnostics: readonly Diagnostic[] };

/** What a document may be made of. */
interface Sources {
  readonly files: CommitFiles;
  readonly remote: RemoteReader;
  readonly limits: SpecificationLimits;
}

/**
 * Reads a file as an OpenAPI document and joins it with the files that it refers to. A document without such references
 * is staged byte for byte as its author wrote it.
 */
export async function loadSpecification(
  request: SpecRequest,
  bytes: Buffer,
  { files, remote, limits }: Sources,
): Promise<Loaded> {
  const name = nameOf(request);
  const refuse = (diagnostic: Diagnostic): Loaded => ({ diagnostics: [diagnostic] });
  const text = decode(bytes);
  if (text === undefined) {
    const message = `${name} is ${isUtf16(bytes) ? 'UTF-16' : 'not UTF-8'}`;
    return refuse(problem('file-encoding', message, { fix: 'Save it as UTF-8.' }, request));
  }
  const understood = understand(request, text, limits);
  if ('diagnostics' in understood) return { diagnostics: understood.diagnostics.map((found) => about(found, request)) };
  const { value, title, version } = understood;
  const remarks = text.includes('$ref') ? dataRemarks(value, request) : [];
  if (isSurelySelfContained(text))
    return { specification: { bytes, files: [request.path], title, version, diagnostics: remarks } };
  const bundled = await bundle(request.path, text, value, {
    files,
    remote,
    limits,
    refuse: (code, message, more) => problem(code, `${name}: ${message}`, more, request),
  });
  if ('diagnostics' in bundled) return bundled;
  const specification = { bytes, files: bundled.files, title, version, diagnostics: remarks };
  if (bundled.text === undefined) return { specification };
  const joined = new TextEncoder().encode(bundled.text);
  const problems = joinedProblems(request, bundled.text, joined.length, limits);
  return problems.length > 0 ? { diagnostics: problems } : { specification: { ...specification, bytes: joined } };
}

/** A `$ref` in data is staged as it is, and somebody may have meant it. */
function dataRemarks(value: unknown, request: SpecRequest): readonly Diagnostic[] {
  const [first, ...others] = dataReferencesOf(value);
  if (!first) return [];
  const at = rangeOf(first.holder, '$ref');
  const place = at ? showRange({ ...at, file: request.path }) : request.path;
  const more = others.length === 0 ? '' : `, and ${others.length} more like it`;
  const message = `${nameOf({ ...request, path: place })} has the $ref ${JSON.stringify(first.text.slice(0, 200))} below \`${first.below}\`${more}: it is staged as it is`;
  const cause = 'OpenAPI has no references there: readers of the document see the `$ref` itself, whatever bundlers do.';
  const fix = 'Write out what is meant. For examples, refer from an entry of `examples`.';
  return [{ ...problem('spec-reference', message, { cause, fix }, request), severity: 'warning' }];
}

/** What the platform repository's own checks would say of a document made of several, as far as they would refuse it. */
function joinedProblems(
  request: SpecRequest,
  text: string,
  size: number,
  limits: SpecificationLimits,
): readonly Diagnostic[] {
  const understood = size > limits.file ? { diagnostics: [tooLarge(limits)] } : understand(request, text, limits);
  if (!('diagnostics' in understood)) return [];
  return understood.diagnostics.map(({ at: _, ...found }) => {
    const { message, ...more } = about(found, request);
    return { ...more, message: `Joined with the files it refers to, ${message}` };
  });
}

function tooLarge(limits: SpecificationLimits): Diagnostic {
  const message = `The file has more than ${limits.file / 1024 / 1024} MB`;
  return finding('file-too-large', message, undefined, { fix: 'Split the API, or raise `max-file-size`.' });
}

type Understood = (Description & { readonly value: unknown }) | { readonly diagnostics: readonly Diagnostic[] };

/** Reads a document as everybody will who reads it once it is staged. */
function understand({ path }: SpecRequest, text: string, limits: SpecificationLimits): Understood {
  const most = limits.operations;
  const written = countOperations(text);
  if (written > most) return { diagnostics: [tooManyOperations(`about ${count(written, 'operation')}`, most)] };
  const { value, diagnostics } = parseDocument(path, text);
  if (diagnostics.length > 0) return { diagnostics };
  const read = operationsOf(value);
  if (read > most) return { diagnostics: [tooManyOperations(count(read, 'operation'), most)] };
  const head = headOf(value, path);
  return 'diagnostics' in head ? head : { ...head, value };
}

function tooManyOperations(operations: string, most: number): Diagnostic {
  const message = `The API has ${operations}, more than the ${most} allowed`;
  return finding('file-too-large', message, undefined, { fix: 'Split the API, or raise `max-operations`.' });
}

function nameOf({ path, branch, service }: SpecRequest): string {
  return `${path} on ${branch} of ${service}`;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

type Head = Description | { readonly diagnostics: readonly Diagnostic[] };

/** The title, version and description in a document. */
function headOf(value: unknown, path: string): Head {
  const { openapi } = isRecord(value) ? value : {};
  if (openapi === undefined || /^3\.[01](?:\.|$)/.test(String(openapi))) return describeSpecification(value, path);
  const unsupported = openApi32Problem(value, path);
  if (unsupported) return { diagnostics: [unsupported] };
  const message = `The specification says openapi: ${String(openapi).slice(0, 40)}, which Konduct does not know`;
  const fix = 'Use OpenAPI 3.0 or 3.1, or Swagger 2.0.';
  return { diagnostics: [finding('spec-invalid', message, rangeOf(value, 'openapi'), { fix })] };
}

/** A finding in a service's repository, moved to the place in the manifest that names the file. */
function about(found: Diagnostic, request: SpecRequest): Diagnostic {
  const { at, message, cause, fix } = found;
  const isSomewhere = at && (at.start.line > 1 || at.start.column > 1);
  const place = isSomewhere ? nameOf({ ...request, path: showRange({ ...at, file: request.path }) }) : nameOf(request);
  const more = { ...(cause === undefined ? {} : { cause }), ...(fix === undefined ? {} : { fix }) };
  return problem(found.code, `${place}: ${message}`, more, request);
}
