import { type ASTNode, checkedTypeOf } from './ast.ts';
import type { ExpressionProblem } from './expression-problem.ts';
import { bindingOf } from './macro.ts';
import { methodNameRange } from './method-name.ts';
import { compilePattern } from './pattern.ts';
import { closeName, nearestNames, suggestName } from './suggestion.ts';
import { type CelType, celDyn, celList, celMap, celOptional, celString, showType } from './type.ts';
import { literalKey, pathOf, type VariablePath } from './variable-path.ts';
import type { Vocabulary } from './vocabulary.ts';

type Scope = ReadonlyMap<string, CelType>;
type Range = { readonly start: number; readonly end: number };

/** The most functions that a message names when none is similar to the written one. */
const nearestFunctions = 3;

/** The deepest nesting of macros: each level multiplies the work by the length of a list. */
export const deepestNesting = 4;

/**
 * Walks an expression the engine has parsed and, as far as it could, checked. It finds every unknown name and field (the
 * engine stops at the first, and accepts any field in has() and behind `?`), every path rooted in a variable, bad
 * regular expressions, and misplaced omit().
 */
export class Inspection {
  readonly problems: ExpressionProblem[] = [];
  readonly references: VariablePath[] = [];
  /** Whether the expression as a whole may come out empty. */
  readonly omits: boolean;
  readonly #vocabulary: Vocabulary;
  readonly #resultNodes = new Set<ASTNode>();
  #nesting = 0;

  constructor(ast: ASTNode, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.omits = this.#markResult(ast);
    this.#visit(ast, new Map());
  }

  /** Marks the nodes whose value becomes the result or a member of it; true if omit() is among the former. */
  #markResult(node: ASTNode): boolean {
    this.#resultNodes.add(node);
    if (node.op === '?:') {
      const [first, second] = [this.#markResult(node.args[1]), this.#markResult(node.args[2])];
      return first || second;
    }
    if (node.op === 'list') for (const item of node.args) this.#markResult(item);
    if (node.op === 'map') for (const [, value] of node.args) this.#markResult(value);
    const last = node.op === 'rcall' ? node.args[2].at(-1) : undefined;
    if (last && node.op === 'rcall' && (node.args[0] === 'bind' || node.args[0] === 'map')) {
      return this.#markResult(last) && node.args[0] === 'bind';
    }
    return node.op === 'call' && node.args[0] === 'omit';
  }

  #visit(node: ASTNode, scope: Scope): CelType {
    const inferred = this.#infer(node, scope);
    const checked = checkedTypeOf(node);
    return checked === undefined || inferred.kind === 'struct' ? inferred : this.#vocabulary.parseType(checked);
  }

  #infer(node: ASTNode, scope: Scope): CelType {
    switch (node.op) {
      case 'id':
      case '.':
      case '.?':
      case '[]':
      case '[?]':
        return this.#visitPath(node, scope);
      case 'value':
        return celDyn;
      case 'list':
        return celList(this.#visitAll(node.args, scope)[0] ?? celDyn);
      case 'map':
        this.#visitAll(node.args.flat(), scope);
        return celMap(celDyn);
      case '?:':
        return this.#visitAll(node.args, scope)[1] ?? celDyn;
      case 'call':
        return this.#visitCall(node, node.args[0], node.args[1], scope);
      case 'rcall':
        return this.#visitMethod(node, node.args[0], node.args[1], node.args[2], scope);
      case '!_':
      case '-_':
        return this.#visit(node.args, scope);
      default:
        this.#visitAll(node.args, scope);
        return celDyn;
    }
  }

  #visitAll(nodes: readonly ASTNode[], scope: Scope): CelType[] {
    return nodes.map((node) => this.#visit(node, scope));
  }

  #visitPath(node: ASTNode, scope: Scope): CelType {
    const path = pathOf(node);
    const root = path?.[0];
    if (path && root !== undefined && !scope.has(root) && this.#vocabulary.variables.has(root)) {
      this.references.push({ path, start: node.start, end: node.end });
    }
    return this.#follow(node, scope, path !== undefined);
  }

  /** The type of a selection. `isPath`: everything to the left is part of a reference already recorded. */
  #follow(node: ASTNode, scope: Scope, isPath: boolean): CelType {
    if (node.op === 'id') return this.#lookUp(node, node.args, scope);
    if (node.op !== '.' && node.op !== '.?' && node.op !== '[]' && node.op !== '[?]') return this.#visit(node, scope);
    const [left, key] = node.args;
    const owner = isPath ? this.#follow(left, scope, true) : this.#visit(left, scope);
    if (typeof key !== 'string' && !isPath) this.#visit(key, scope);
    const name = typeof key === 'string' ? key : literalKey(key);
    const range = typeof key === 'string' ? { start: node.end - key.length, end: node.end } : key.range;
    const through = owner.kind === 'optional' ? owner.item : owner;
    const member = this.#member(through, name, range);
    const optional = owner.kind === 'optional' || node.op === '.?' || node.op === '[?]';
    return optional && member.kind !== 'optional' ? celOptional(member) : member;
  }

  #lookUp(node: ASTNode, name: string, scope: Scope): CelType {
    const { variables, constants } = this.#vocabulary;
    const type = scope.get(name) ?? variables.get(name);
    if (type) return type;
    if (!constants.has(name)) {
      this.#unknownName(`There is no ${name} here`, name, [...scope.keys(), ...variables.keys()], node);
    }
    return celDyn;
  }

  #member(owner: CelType, name: string | undefined, range: Range): CelType {
    if (owner.kind === 'list') return owner.item;
    if (owner.kind === 'map') return owner.value;
    if (owner.kind !== 'struct' || name === undefined) return celDyn;
    const field = owner.struct.fields.get(name);
    if (!field)
      this.#unknownName(`${showType(owner)} has no field ${name}`, name, [...owner.struct.fields.keys()], range);
    return field?.type ?? celDyn;
  }

  #visitCall(node: ASTNode, name: string, args: readonly ASTNode[], scope: Scope): CelType {
    const range = { start: node.start, end: node.start + name.length };
    const { functions, methods } = this.#vocabulary;
    if (!functions.has(name)) {
      if (methods.has(name)) {
        const fix = `Write it behind a value, as in x.${name}(…).`;
        this.#problem('expression-unknown-name', `${name} is a method, not a function`, fix, range);
      } else this.#unknownFunction(`There is no function ${name}()`, name, functions, range);
    }
    if (name === 'omit' && !this.#resultNodes.has(node)) {
      const fix = 'Use it as the whole value, as a branch of a condition, or as a member of an object or list.';
      this.#problem('expression-type', 'omit() is used as a part of a computation', fix, node.range);
    }
    if (name === 'matches') this.#checkPattern(args[1]);
    this.#visitAll(args, scope);
    return celDyn;
  }

  #visitMethod(node: ASTNode, name: string, receiver: ASTNode, args: readonly ASTNode[], scope: Scope): CelType {
    const owner = this.#visit(receiver, scope);
    const { functions, methods } = this.#vocabulary;
    if (!methods.has(name)) {
      const range = methodNameRange(node.input, receiver, name);
      if (functions.has(name)) {
        const fix = `Write it as ${name}(…).`;
        this.#problem('expression-unknown-name', `${name} is a function, not a method`, fix, range);
      } else this.#unknownFunction(`There is no method ${name}()`, name, methods, range);
    }
    if (name === 'matches') this.#checkPattern(args[0]);
    const binding = bindingOf(name, args);
    if (!binding) {
      this.#visitAll(args, scope);
      return this.#methodType(name, owner);
    }
    const bound = binding.to === 'item' ? itemOf(owner) : this.#visit(args[1] ?? receiver, scope);
    if (binding.to === 'item' && ++this.#nesting > deepestNesting) {
      const message = `More than ${deepestNesting} loops (all, exists, filter, map) stand inside each other`;
      this.#problem('expression-budget', message, undefined, node.range);
    }
    const types = this.#visitAll(binding.scope, new Map([...scope, [binding.name, bound]]));
    if (binding.to === 'item') this.#nesting--;
    if (name === 'filter') return celList(bound);
    if (name === 'map') return celList(types.at(-1) ?? celDyn);
    return name === 'bind' ? (types.at(-1) ?? celDyn) : celDyn;
  }

  /** The types that matter for the fields behind a method, where the engine gave up before it came here. */
  #methodType(name: string, owner: CelType): CelType {
    if (owner.kind === 'optional' && (name === 'orValue' || name === 'value')) return owner.item;
    if (owner.kind === 'optional' && name === 'or') return owner;
    if (owner.kind !== 'list') return celDyn;
    if (name === 'first' || name === 'last') return celOptional(owner.item);
    if (name === 'flatten') return owner.item.kind === 'list' ? owner.item : celList(celDyn);
    return ['distinct', 'sort', 'reverse', 'slice'].includes(name) ? owner : celDyn;
  }

  #checkPattern(node: ASTNode | undefined): void {
    if (node?.op !== 'value' || typeof node.args !== 'string') return;
    const pattern = compilePattern(node.args);
    if (pattern.ok) return;
    const code = pattern.reason === 'too-long' ? 'expression-budget' : 'expression-syntax';
    this.#problem(code, pattern.message, undefined, node.range);
  }

  #unknownName(message: string, name: string, names: readonly string[], range: Range): void {
    this.#problem('expression-unknown-name', message, suggestName(name, names), range);
  }

  #unknownFunction(message: string, name: string, known: ReadonlyMap<string, unknown>, range: Range): void {
    const best = closeName(name, [...known.keys()]);
    const { functions, methods } = this.#vocabulary;
    const nearest = nearestNames(name, [...new Set([...functions.keys(), ...methods.keys()])]).slice(
      0,
      nearestFunctions,
    );
    const fix = best === undefined ? `The nearest are ${nearest.join(', ')}.` : `Did you mean ${best}()?`;
    this.#problem('expression-unknown-name', message, fix, range);
  }

  #problem(code: ExpressionProblem['code'], message: string, fix: string | undefined, { start, end }: Range): void {
    this.problems.push(fix === undefined ? { code, message, start, end } : { code, message, fix, start, end });
  }
}

function itemOf(type: CelType): CelType {
  if (type.kind === 'list') return type.item;
  return type.kind === 'map' ? celString : celDyn;
}
