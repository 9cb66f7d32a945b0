import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { hasErrors } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { Fields } from '../provider/provider.ts';
import { rangeOf } from '../source/origin.ts';
import { startOf } from '../source/range.ts';
import type { SourceFile } from '../source/source-file.ts';
import { isRecord } from '../source/value.ts';
import { parseYaml } from '../source/yaml.ts';
import { linesOf } from './head.ts';

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
  const quick = whole ? undefined : described(quickValue(file));
  if (quick && 'title' in quick) return { fields: stagedFields(quick, digest), diagnostics: [] };
  // Whatever is unusual is read in full, with places for what is wrong.
  const { value, diagnostics } = parseYaml(file);
  if (hasErrors(diagnostics)) return { diagnostics };
  const found = described(value);
  if ('title' in found) {
    return { fields: stagedFields(found, digest), diagnostics: whole ? versionProblems(value, found) : [] };
  }
  const { message, fix, of, key } = found;
  const at = (of === undefined ? undefined : rangeOf(of, key)) ?? rangeOf(of ?? value) ?? startOf(file.path);
  return { diagnostics: [finding('spec-invalid', message, at, { fix })] };
}

const headKeys: ReadonlySet<string> = new Set(['openapi', 'swagger', 'info']);

/**
 * A document as far as its description needs it, or undefined where that cannot be had for less than the whole. A
 * platform has hundreds of documents, and parsing all of each would take longer than asking Konnect.
 */
function quickValue(file: SourceFile): unknown {
  if (/^\s*\{/.test(file.text)) return jsonValue(file.text);
  const text = linesOf(file.text, headKeys);
  if (text === undefined) return undefined;
  const { value, diagnostics } = parseYaml({ path: file.path, text });
  return diagnostics.length === 0 ? value : undefined;
}

/** YAML's flow style looks like JSON and often is; the parser for JSON is much faster. */
function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Description {
  readonly title: string;
  readonly version: string;
}

/** What keeps a value from being a specification, and where. */
interface Problem {
  readonly message: string;
  readonly fix: string;
  readonly of?: object;
  readonly key?: string;
}

function described(value: unknown): Description | Problem {
  const what = 'The specification is not an OpenAPI document';
  const fix = 'Stage an OpenAPI 3 or Swagger 2 document.';
  if (!isRecord(value)) return { message: `${what}: it is not a mapping`, fix };
  const key = value.openapi === undefined ? 'swagger' : 'openapi';
  const language = value[key];
  if (language === undefined) return { message: `${what}: it has neither \`openapi\` nor \`swagger\``, fix };
  if (!(key === 'openapi' ? /^3(\.|$)/ : /^2(\.0)?$/).test(text(language) ?? '')) {
    const message = `The specification says \`${key}: ${text(language) ?? '…'}\`, which Konduct does not know`;
    return { message, fix: 'Use OpenAPI 3 or Swagger 2.0.', of: value, key };
  }
  const { info } = value;
  if (!isRecord(info)) {
    const message = 'The specification has no `info`';
    return { message, fix: 'Add `info` with a title and a version.', of: value, key: 'info' };
  }
  const title = text(info.title);
  if (!title?.trim()) {
    return { message: 'The specification has no `info.title`', fix: 'Give it a title.', of: info, key: 'title' };
  }
  const version = text(info.version);
  if (version?.trim()) return { title, version };
  const message = 'The specification has no `info.version`';
  return { message, fix: 'Give it a version, in quotation marks.', of: info, key: 'version' };
}

/** YAML takes 1.10 for the number 1.1, which nobody sees in Konnect but those who look for 1.10. */
function versionProblems(value: unknown, { version }: Description): Diagnostic[] {
  const info = isRecord(value) ? value.info : undefined;
  if (!isRecord(info) || typeof info.version !== 'number') return [];
  const message = `\`info.version\` is a number and is read as \`${version}\``;
  return [
    finding('spec-invalid', message, rangeOf(info, 'version'), {
      severity: 'warning',
      cause: 'YAML reads text that looks like a number as one.',
      fix: 'Put it in quotes.',
    }),
  ];
}

function stagedFields({ title, version }: Description, digest: string): Fields {
  return { title, version, digest, content: { digest } };
}

/** Text, or a number as YAML would have read it; undefined for anything else. */
function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}
