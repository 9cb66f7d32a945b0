import { CelEnvironment, type CelExpression } from '../cel/environment.ts';
import { ExpressionError } from '../cel/expression-error.ts';
import { scanTemplate } from '../cel/template.ts';
import { celString, showType } from '../cel/type.ts';
import type { DiagnosticCode } from '../diagnostic/codes.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import { rangeOf } from '../source/origin.ts';
import type { SourceRange } from '../source/range.ts';
import { positionIn } from '../source/scalar.ts';
import type { Manifest } from './manifest.ts';
import type { Files } from './reading.ts';
import type { ManifestEnvironmentType } from './table/environment-type.ts';
import type { ManifestService } from './table/service.ts';

/**
 * The name of a service's API in an environment of a type. Undefined where the `api-name` template fails;
 * `loadManifest` has reported that.
 */
export type ApiNames = (
  type: ManifestEnvironmentType,
  service: ManifestService,
  environment: string,
) => string | undefined;

/** The `api-name` of an environment type, ready to be evaluated. Throws ExpressionError. */
export type ApiNameTemplate = (name: string, environment: string) => string;

/** Templates by the name of their type. A template that does not compile has been reported and is left out. */
export type ApiNameTemplates = ReadonlyMap<string, ApiNameTemplate>;

/** Compiles the `api-name` of every environment type. */
export function compileApiNames(
  manifest: Manifest,
  files: Files,
): { readonly templates: ApiNameTemplates; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const templates = new Map<string, ApiNameTemplate>();
  for (const type of manifest.environmentTypes.values()) {
    const found = compile(type, files);
    if (typeof found === 'function') templates.set(type.key, found);
    else diagnostics.push(...found);
  }
  return { templates, diagnostics };
}

export function apiNamesBy(templates: ApiNameTemplates): ApiNames {
  return (type, service, environment) => {
    try {
      return templates.get(type.key)?.(service.name, environment);
    } catch (error) {
      if (error instanceof ExpressionError) return undefined;
      throw error;
    }
  };
}

let environment: CelEnvironment | undefined;

function compile(type: ManifestEnvironmentType, files: Files): ApiNameTemplate | Diagnostic[] {
  environment ??= new CelEnvironment({ name: celString, environment: celString });
  const { parts, problems } = scanTemplate(type.apiName);
  const diagnostics = problems.map((problem) => report(type, files, problem));
  const pieces: ((name: string, environment: string) => string)[] = [];
  for (const part of parts) {
    if (part.kind === 'text') {
      pieces.push(() => part.text);
      continue;
    }
    const compiled = environment.compile(part.source);
    if (!compiled.ok) {
      const shifted = compiled.problems.map((problem) => ({
        ...problem,
        start: problem.start + part.start,
        end: problem.end + part.start,
      }));
      diagnostics.push(...shifted.map((problem) => report(type, files, problem)));
    } else if (compiled.expression.type.kind !== 'string') {
      const message = `an API name is made of text, and this is ${showType(compiled.expression.type)}`;
      const fix = 'Turn it into text, as in string(…).';
      diagnostics.push(report(type, files, { code: 'expression-type', message, fix, ...part }));
    } else {
      pieces.push(evaluator(compiled.expression));
    }
  }
  if (diagnostics.length > 0) return diagnostics;
  return (name, inEnvironment) => pieces.map((piece) => piece(name, inEnvironment)).join('');
}

function evaluator(expression: CelExpression): (name: string, environment: string) => string {
  // Most templates only name the two variables, and a large platform has tens of thousands of names.
  switch (expression.source.trim()) {
    case 'name':
      return (name) => name;
    case 'environment':
      return (_, inEnvironment) => inEnvironment;
    default:
      return (name, inEnvironment) => String(expression.evaluate({ name, environment: inEnvironment }));
  }
}

/** A mistake in a template; the offsets are into its text. */
interface TemplateProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly fix?: string;
  readonly start: number;
  readonly end: number;
}

function report(type: ManifestEnvironmentType, files: Files, problem: TemplateProblem): Diagnostic {
  const message = problem.message.charAt(0).toUpperCase() + problem.message.slice(1);
  return finding(problem.code, message, rangeInside(type, files, problem), {
    cause: `This is in the \`api-name\` of the environment type ${type.key}.`,
    fix: problem.fix,
  });
}

function rangeInside(
  type: ManifestEnvironmentType,
  files: Files,
  { start, end }: TemplateProblem,
): SourceRange | undefined {
  const range = rangeOf(type, 'apiName');
  const file = range && files.get(range.file);
  if (!file) return range;
  return {
    file: range.file,
    start: positionIn(file, range, type.apiName, start),
    end: positionIn(file, range, type.apiName, end),
  };
}
