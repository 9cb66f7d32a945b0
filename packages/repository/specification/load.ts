import { createHash } from 'node:crypto';
import type { Diagnostic } from '@konduct/core/diagnostic/diagnostic';
import { isSurelySelfContained } from '@konduct/core/document/self-contained';
import { readSpecification } from '@konduct/core/document/specification';
import { bundle } from '../openapi/bundle.ts';
import { parseDocument } from '../openapi/document.ts';
import { countOperations, needsWholeReading } from '../openapi/glance.ts';
import type { RemoteDocuments } from '../openapi/remote-document.ts';
import type { CommitFiles } from './commit-files.ts';
import { problem } from './problem.ts';
import { type Specification, type SpecRequest, specificationLimits } from './request.ts';

type Loaded = { readonly specification: Specification } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Understands a file as an OpenAPI document and joins it with the files it refers to. A document that refers to none is
 * staged as its author wrote it, byte for byte.
 */
export async function loadSpecification(
  request: SpecRequest,
  bytes: Buffer,
  files: CommitFiles,
  remote: RemoteDocuments,
): Promise<Loaded> {
  const name = `${request.path} on ${request.branch} of ${request.service}`;
  const refuse = (diagnostic: Diagnostic): Loaded => ({ diagnostics: [diagnostic] });
  const text = decode(bytes);
  if (text === undefined)
    return refuse(problem('file-encoding', `${name} is not UTF-8`, { fix: 'Save it as UTF-8.' }, request));
  const operations = countOperations(text);
  if (operations > specificationLimits.operations) {
    const message = `${name} has about ${operations} operations, more than the ${specificationLimits.operations} allowed`;
    return refuse(problem('file-too-large', message, { fix: 'Split the API.' }, request));
  }
  const head = readHead(text, request.path);
  if ('diagnostics' in head) return { diagnostics: head.diagnostics.map((found) => about(found, name, request)) };
  const { title, version } = head;
  if (isSurelySelfContained(text))
    return { specification: { bytes, files: [request.path], title, version, diagnostics: [] } };
  const bundled = await bundle(request.path, text, {
    files,
    remote,
    limits: specificationLimits,
    refuse: (code, message, more) => problem(code, `${name}: ${message}`, more, request),
  });
  if ('diagnostics' in bundled) return bundled;
  const joined = bundled.text === undefined ? bytes : new TextEncoder().encode(bundled.text);
  return { specification: { bytes: joined, files: bundled.files, title, version, diagnostics: [] } };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

type Head = { readonly title: string; readonly version: string } | { readonly diagnostics: readonly Diagnostic[] };

/** What the document says of itself, and whether it can be read at all. */
function readHead(text: string, path: string): Head {
  if (!needsWholeReading(text)) return headOf(text, path);
  const { value, diagnostics } = parseDocument(path, text);
  if (diagnostics.length > 0) return { diagnostics };
  const { openapi, swagger, info } = (value ?? {}) as { openapi?: unknown; swagger?: unknown; info?: unknown };
  if (openapi !== undefined && !/^3\.[01](?:\.|$)/.test(String(openapi))) {
    const message = `The specification says openapi: ${String(openapi).slice(0, 40)}, which Konduct does not know`;
    return {
      diagnostics: [
        { severity: 'error', code: 'spec-invalid', message, fix: 'Use OpenAPI 3.0 or 3.1, or Swagger 2.0.' },
      ],
    };
  }
  // Only its head is looked at again: as JSON, so that any value keeps its meaning.
  return headOf(JSON.stringify(typeof value === 'object' && value !== null ? { openapi, swagger, info } : value), path);
}

function headOf(text: string, path: string): Head {
  const digest = createHash('sha256').update(text).digest('hex');
  const { fields, diagnostics } = readSpecification({ path, text }, digest, false);
  return fields ? { title: String(fields.title), version: String(fields.version) } : { diagnostics };
}

/** A finding in somebody else's repository, told where our manifest asks for the file. */
function about(found: Diagnostic, name: string, request: SpecRequest): Diagnostic {
  const place = found.at && found.at.start.line > 1 ? ` (line ${found.at.start.line})` : '';
  const more = {
    ...(found.cause === undefined ? {} : { cause: found.cause }),
    ...(found.fix === undefined ? {} : { fix: found.fix }),
  };
  return problem(found.code, `${name}${place}: ${found.message}`, more, request);
}
