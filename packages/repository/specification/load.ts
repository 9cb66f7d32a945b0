import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { finding } from '@konduct/core/diagnostic/finding';
import { rangeOf } from '@konduct/core/source/origin';
import { showRange } from '@konduct/core/source/range';
import { isRecord } from '@konduct/core/value/record';
import { bundle } from '@konduct/openapi/bundle/bundle';
import { parseDocument } from '@konduct/openapi/bundle/document';
import type { RemoteReader } from '@konduct/openapi/bundle/documents';
import { countOperations, operationsOf } from '@konduct/openapi/document/operations';
import { isSurelySelfContained } from '@konduct/openapi/document/self-contained';
import { type Description, describeSpecification } from '@konduct/openapi/document/specification';
import type { CommitFiles } from './commit-files.ts';
import { problem } from './problem.ts';
import { type Specification, type SpecRequest, specificationLimits } from './request.ts';

type Loaded = { readonly specification: Specification } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a file as an OpenAPI document and joins it with the files that it refers to. A document without such references
 * is staged byte for byte as its author wrote it.
 */
export async function loadSpecification(
  request: SpecRequest,
  bytes: Buffer,
  files: CommitFiles,
  remote: RemoteReader,
): Promise<Loaded> {
  const name = nameOf(request);
  const refuse = (diagnostic: Diagnostic): Loaded => ({ diagnostics: [diagnostic] });
  const text = decode(bytes);
  if (text === undefined) {
    const message = `${name} is ${isUtf16(bytes) ? 'UTF-16' : 'not UTF-8'}`;
    return refuse(problem('file-encoding', message, { fix: 'Save it as UTF-8.' }, request));
  }
  const understood = understand(request, text);
  if ('diagnostics' in understood) return { diagnostics: understood.diagnostics.map((found) => about(found, request)) };
  const { value, title, version } = understood;
  if (isSurelySelfContained(text))
    return { specification: { bytes, files: [request.path], title, version, diagnostics: [] } };
  const bundled = await bundle(request.path, text, value, {
    files,
    remote,
    limits: specificationLimits,
    refuse: (code, message, more) => problem(code, `${name}: ${message}`, more, request),
  });
  if ('diagnostics' in bundled) return bundled;
  const specification = { bytes, files: bundled.files, title, version, diagnostics: [] };
  if (bundled.text === undefined) return { specification };
  const joined = new TextEncoder().encode(bundled.text);
  const problems = joinedProblems(request, bundled.text, joined.length);
  return problems.length > 0 ? { diagnostics: problems } : { specification: { ...specification, bytes: joined } };
}

/** The errors that the platform repository's own checks would find in a joined document. */
function joinedProblems(request: SpecRequest, text: string, size: number): readonly Diagnostic[] {
  const understood = size > specificationLimits.file ? { diagnostics: [tooLarge()] } : understand(request, text);
  if (!('diagnostics' in understood)) return [];
  return understood.diagnostics.map(({ at: _, ...found }) => {
    const { message, ...more } = about(found, request);
    return { ...more, message: `Joined with the files it refers to, ${message}` };
  });
}

function tooLarge(): Diagnostic {
  const message = `The file has more than ${specificationLimits.file / 1024 / 1024} MB`;
  return finding('file-too-large', message, undefined, { fix: 'Split the API.' });
}

type Understood = (Description & { readonly value: unknown }) | { readonly diagnostics: readonly Diagnostic[] };

/** Reads a document as all later readers of the staged file will. */
function understand({ path }: SpecRequest, text: string): Understood {
  const written = countOperations(text);
  if (written > specificationLimits.operations) return { diagnostics: [tooManyOperations(`about ${written}`)] };
  const { value, diagnostics } = parseDocument(path, text);
  if (diagnostics.length > 0) return { diagnostics };
  const read = operationsOf(value);
  if (read > specificationLimits.operations) return { diagnostics: [tooManyOperations(String(read))] };
  const head = headOf(value, path);
  return 'diagnostics' in head ? head : { ...head, value };
}

function tooManyOperations(count: string): Diagnostic {
  const message = `The API has ${count} operations, more than the ${specificationLimits.operations} allowed`;
  return finding('file-too-large', message, undefined, { fix: 'Split the API.' });
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
