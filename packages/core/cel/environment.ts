import type { Environment } from '@marcbachmann/cel-js';
import { spliceCalls } from './call-splice.ts';
import { baseEngine, maxSourceLength } from './engine.ts';
import { describeFailure } from './engine-problem.ts';
import { type CelExpression, makeExpression, type Program } from './expression.ts';
import type { ExpressionProblem } from './expression-problem.ts';
import { Inspection } from './inspection.ts';
import { IterationBudget } from './iteration-budget.ts';
import { classOf } from './struct-class.ts';
import { type CelType, celOptional } from './type.ts';
import { TypeNames } from './type-names.ts';
import { baseVocabulary, type Vocabulary } from './vocabulary.ts';

export type { CelExpression } from './expression.ts';
export type { ExpressionProblem } from './expression-problem.ts';
export type { VariablePath } from './variable-path.ts';

export type Compiled =
  | { readonly ok: true; readonly expression: CelExpression }
  | { readonly ok: false; readonly problems: readonly ExpressionProblem[] };

/** The variables expressions may use, with their types. */
export class CelEnvironment {
  readonly #engine: Environment;
  readonly #types: TypeNames;
  readonly #vocabulary: Vocabulary;

  /**
   * Registers the variables and every struct that can be reached from their types. Throws for a name that
   * isReservedName refuses: the caller reports those with their place.
   *
   * @param parent an environment whose variables are to be there too, under other names
   */
  constructor(variables: Readonly<Record<string, CelType>>, parent?: CelEnvironment) {
    this.#engine = (parent ? parent.#engine : baseEngine()).clone();
    this.#types = new TypeNames(Object.values(variables), parent ? parent.#types : undefined);
    for (const struct of this.#types.added) {
      const fields: Record<string, string> = {};
      for (const [name, field] of struct.fields) fields[name] = this.#types.show(field.type);
      this.#engine.registerType(this.#types.show({ kind: 'struct', struct }), { ctor: classOf(struct), fields });
    }
    for (const [name, type] of Object.entries(variables)) this.#engine.registerVariable(name, this.#types.show(type));
    this.#vocabulary = {
      ...baseVocabulary(),
      variables: new Map([...(parent ? parent.#vocabulary.variables : []), ...Object.entries(variables)]),
      parseType: (name) => this.#types.parse(name),
    };
  }

  /**
   * The same environment with more variables. The types of this one are not registered again, which is the costly part.
   */
  with(variables: Readonly<Record<string, CelType>>): CelEnvironment {
    return new CelEnvironment(variables, this);
  }

  /**
   * Parses and type-checks `source`. Never throws for bad input: whatever is wrong comes back as problems, all unknown
   * names and fields at once, then the first type error the engine finds. A field that is not `always` there checks
   * like any other; evaluation fails with a pending ExpressionError where a value lacks it.
   */
  compile(source: string): Compiled {
    if (source.length > maxSourceLength) {
      const message = `An expression has ${source.length} characters, more than ${maxSourceLength}`;
      return refuse({ code: 'expression-budget', message, start: 0, end: source.length });
    }
    try {
      return this.#compile(source);
    } catch (error) {
      return refuse(describeFailure(error, source, this.#vocabulary));
    }
  }

  #compile(source: string): Compiled {
    const program = this.#engine.parse(source);
    const check = program.check();
    const inspection = new Inspection(program.ast, this.#vocabulary);
    const problems = [...inspection.problems];
    if (!check.valid) {
      const found = describeFailure(check.error, source, this.#vocabulary);
      if (!problems.some((problem) => overlaps(problem, found))) problems.push(found);
    }
    if (problems.length > 0) return refuse(...problems);
    const type = this.#types.parse(check.type ?? 'dyn');
    const facts = {
      source,
      type: inspection.omits && type.kind !== 'optional' ? celOptional(type) : type,
      references: inspection.references,
    };
    const renamed = spliceCalls(source, program.ast);
    const makeProgram = () => this.#makeProgram(renamed);
    return { ok: true, expression: makeExpression(facts, makeProgram(), makeProgram) };
  }

  /** A program for a source that has been checked; it is a new one each time. */
  #makeProgram(source: string): Program {
    const program = this.#engine.parse(source);
    const { valid, error } = program.check();
    if (!valid) throw error;
    return { evaluate: program, budget: new IterationBudget(program.ast) };
  }
}

function refuse(...problems: readonly ExpressionProblem[]): Compiled {
  return { ok: false, problems: problems.toSorted((a, b) => a.start - b.start || a.end - b.end) };
}

function overlaps(a: ExpressionProblem, b: ExpressionProblem): boolean {
  return a.start < b.end && b.start < a.end;
}
