import { CelEnvironment, type ExpressionProblem } from '../cel/environment.ts';
import { scanTemplate, type TemplatePart, type TemplateProblem } from '../cel/template.ts';
import { type CelType, isAssignable, showType } from '../cel/type.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { finding } from '../diagnostic/finding.ts';
import type { SourceRange } from '../source/range.ts';
import { positionIn } from '../source/scalar.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Expression } from './blueprint.ts';
import { howToConvert, typeWords } from './type-words.ts';

/** A string of a blueprint file and where it stands. */
export interface SourceText {
  readonly text: string;
  readonly file: SourceFile;
  readonly at: SourceRange;
}

/** Compiles the expressions of one scope, which has the types of the names in it; findings go to `report`. */
export class ExpressionScope {
  readonly #variables: Readonly<Record<string, CelType>>;
  readonly #report: (diagnostic: Diagnostic) => void;
  readonly #makeEnvironment: () => CelEnvironment;
  #made: CelEnvironment | undefined;

  constructor(
    variables: Readonly<Record<string, CelType>>,
    report: (diagnostic: Diagnostic) => void,
    makeEnvironment = () => new CelEnvironment(variables),
  ) {
    this.#variables = variables;
    this.#report = report;
    this.#makeEnvironment = makeEnvironment;
  }

  /** The same scope with more names in it: the iterators of a forEach. */
  with(variables: Readonly<Record<string, CelType>>): ExpressionScope {
    const all = { ...this.#variables, ...variables };
    const isNew = Object.keys(variables).every((name) => !Object.hasOwn(this.#variables, name));
    return isNew
      ? new ExpressionScope(all, this.#report, () => this.#environment.with(variables))
      : new ExpressionScope(all, this.#report);
  }

  get #environment(): CelEnvironment {
    this.#made ??= this.#makeEnvironment();
    return this.#made;
  }

  /**
   * Splits a string into text and compiled expressions. Undefined where a part has an error; all errors have
   * been reported.
   */
  parts(source: SourceText): (string | Expression)[] | undefined {
    const { parts, problems } = scanTemplate(source.text);
    for (const problem of problems) this.#reportProblem(problem, source, 0);
    const compiled = parts.map((part) => {
      if (part.kind === 'text') return part.text;
      // An expression with broken braces has been reported: compiling it would report the same mistake again.
      const isBroken = problems.some(({ start }) => start >= part.start && start < part.end);
      return isBroken ? undefined : this.#compile(part, source);
    });
    const whole = compiled.filter((part) => part !== undefined);
    return problems.length === 0 && whole.length === compiled.length ? whole : undefined;
  }

  /** Compiles a string that must be exactly one `${…}` of the given type. */
  single(source: SourceText, expected: CelType, what: string): Expression | undefined {
    const parts = this.parts(source);
    if (!parts) return undefined;
    const [part, ...more] = parts;
    if (part === undefined || typeof part === 'string' || more.length > 0) {
      const fix = 'Write it as a single ${…} with nothing around it.';
      this.#report(finding('expression-type', `${what} is not one expression`, source.at, { fix }));
      return undefined;
    }
    return this.fits(part, expected, what) ? part : undefined;
  }

  /** Whether an expression's type fits, reporting when it does not. */
  fits(expression: Expression, expected: CelType, what: string): boolean {
    if (isAssignable(expression.cel.type, expected)) return true;
    const { type, source } = expression.cel;
    const message = `${what} must be ${typeWords(expected)}, and \`${source.trim()}\` returns ${showType(type)}`;
    this.#report(finding('expression-type', message, expression.place, { fix: howToConvert(type, expected) }));
    return false;
  }

  #compile(part: TemplatePart & { kind: 'expression' }, source: SourceText): Expression | undefined {
    const compiled = this.#environment.compile(part.source);
    const offset = part.start;
    if (!compiled.ok) {
      for (const problem of compiled.problems) this.#reportProblem(problem, source, offset);
      return undefined;
    }
    return { cel: compiled.expression, place: this.#place(source, offset, offset + part.source.length) };
  }

  #reportProblem(problem: ExpressionProblem | TemplateProblem, source: SourceText, offset: number): void {
    const at = this.#place(source, offset + problem.start, offset + problem.end);
    this.#report(finding(problem.code, problem.message, at, { fix: problem.fix }));
  }

  #place(source: SourceText, start: number, end: number): SourceRange {
    return {
      file: source.file.path,
      start: positionIn(source.file, source.at, source.text, start),
      end: positionIn(source.file, source.at, source.text, end),
    };
  }
}
