import { CelEnvironment, type ExpressionProblem } from '../cel/environment.ts';
import { scanTemplate, type TemplatePart, type TemplateProblem } from '../cel/template.ts';
import { type CelType, isAssignable, showType } from '../cel/type.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SourceRange } from '../source/range.ts';
import { positionIn } from '../source/scalar.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Expression } from './blueprint.ts';

/** A string of a blueprint file and where it stands. */
export interface SourceText {
  readonly text: string;
  readonly file: SourceFile;
  readonly at: SourceRange;
}

/** Compiles the expressions of one scope: what the names in it mean, and where findings go. */
export class ExpressionScope {
  readonly #variables: Readonly<Record<string, CelType>>;
  readonly #report: (diagnostic: Diagnostic) => void;
  #environment: CelEnvironment | undefined;

  constructor(variables: Readonly<Record<string, CelType>>, report: (diagnostic: Diagnostic) => void) {
    this.#variables = variables;
    this.#report = report;
  }

  /** The same scope with more names in it: the iterators of a forEach. */
  with(variables: Readonly<Record<string, CelType>>): ExpressionScope {
    return new ExpressionScope({ ...this.#variables, ...variables }, this.#report);
  }

  /**
   * Splits a string into text and compiled expressions. Undefined when anything in it is wrong; everything that is
   * wrong has been reported.
   */
  parts(source: SourceText): (string | Expression)[] | undefined {
    const scanned = scanTemplate(source.text);
    for (const problem of scanned.problems) this.#reportProblem(problem, source, 0);
    const parts = scanned.parts.map((part) => (part.kind === 'text' ? part.text : this.#compile(part, source)));
    const whole = parts.filter((part) => part !== undefined);
    return scanned.problems.length === 0 && whole.length === parts.length ? whole : undefined;
  }

  /** Compiles a string that must be exactly one `${…}` of the given type. */
  single(source: SourceText, expected: CelType, what: string): Expression | undefined {
    const parts = this.parts(source);
    if (!parts) return undefined;
    const [part, ...more] = parts;
    if (part === undefined || typeof part === 'string' || more.length > 0) {
      this.#report({
        severity: 'error',
        code: 'expression-type',
        message: `${what} is not one expression`,
        fix: 'write it as a single ${…} with nothing around it',
        at: source.at,
      });
      return undefined;
    }
    return this.fits(part, expected, what) ? part : undefined;
  }

  /** Whether an expression's type fits, reporting when it does not. */
  fits(expression: Expression, expected: CelType, what: string): boolean {
    if (isAssignable(expression.cel.type, expected)) return true;
    this.#report({
      severity: 'error',
      code: 'expression-type',
      message: `${what}: the expression \`${expression.cel.source.trim()}\` returns ${showType(expression.cel.type)}, expected ${showType(expected)}`,
      ...(expected.kind === 'string' ? { fix: 'convert it with string(…), or choose another value' } : {}),
      at: expression.place,
    });
    return false;
  }

  #compile(part: TemplatePart & { kind: 'expression' }, source: SourceText): Expression | undefined {
    this.#environment ??= new CelEnvironment(this.#variables);
    const compiled = this.#environment.compile(part.source);
    const offset = part.start;
    if (!compiled.ok) {
      for (const problem of compiled.problems) this.#reportProblem(problem, source, offset);
      return undefined;
    }
    return { cel: compiled.expression, place: this.#place(source, offset, offset + part.source.length) };
  }

  #reportProblem(problem: ExpressionProblem | TemplateProblem, source: SourceText, offset: number): void {
    this.#report({
      severity: 'error',
      code: problem.code,
      message: problem.message,
      ...(problem.fix === undefined ? {} : { fix: problem.fix }),
      at: this.#place(source, offset + problem.start, offset + problem.end),
    });
  }

  #place(source: SourceText, start: number, end: number): SourceRange {
    return {
      file: source.file.path,
      start: positionIn(source.file, source.at, source.text, start),
      end: positionIn(source.file, source.at, source.text, end),
    };
  }
}
