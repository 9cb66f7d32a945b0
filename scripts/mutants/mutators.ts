import ts from 'typescript';
import type { Change } from './mutant.ts';

/** Keys whose values are words for people: a change of them is a matter of taste, and other tests hold the words. */
const wording = new Set(['message', 'cause', 'fix', 'title', 'hint', 'description', 'detail']);

/**
 * Every small change of a source file that its tests should notice. Types, imports, error messages and texts that are
 * only shown are left alone. The order is that of the file.
 */
export function changesOf(path: string, text: string): Change[] {
  const source = parse(path, text);
  const found: Change[] = [];
  const visit = (node: ts.Node): void => {
    if (isLeftAlone(node)) return;
    for (const [place, replacement, change] of [...statementChanges(node), ...expressionChanges(node)]) {
      const start = place.getStart(source);
      const line = source.getLineAndCharacterOfPosition(start).line + 1;
      found.push({
        start,
        end: place.end,
        line,
        text: replacement,
        change: change.replaceAll(/\s+/g, ' ').slice(0, 160),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The parsed file, with the parents of every node. */
export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

type Found = readonly [place: ts.Node, replacement: string | undefined, change: string];

function isLeftAlone(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return true;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  if (ts.isPropertyAssignment(node)) return ts.isIdentifier(node.name) && wording.has(node.name.text);
  return ts.isNewExpression(node) && node.expression.getText().endsWith('Error');
}

function statementChanges(node: ts.Node): Found[] {
  if (ts.isExpressionStatement(node)) {
    const { expression } = node;
    const inner = ts.isAwaitExpression(expression) ? expression.expression : expression;
    const isAssignment = ts.isBinaryExpression(inner) && /^[^=!<>]{0,3}=$/.test(inner.operatorToken.getText());
    return ts.isCallExpression(inner) || isAssignment ? [[node, undefined, `without \`${node.getText()}\``]] : [];
  }
  const isExit =
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    ts.isContinueStatement(node) ||
    ts.isBreakStatement(node);
  if (!isExit) return [];
  const holder = ts.isBlock(node.parent) ? node.parent.parent : node.parent;
  return ts.isIfStatement(holder) ? [[node, undefined, `without \`${node.getText()}\``]] : [];
}

function expressionChanges(node: ts.Node): Found[] {
  const to = (replacement: string): Found => [node, replacement, `\`${node.getText()}\` -> \`${replacement}\``];
  return [
    ...conditionChanges(node),
    ...(ts.isBinaryExpression(node) ? binaryChanges(node).map(to) : []),
    ...(isNot(node) ? [to(node.operand.getText())] : []),
    ...(ts.isCallExpression(node) && !isInsideChain(node) ? callChanges(node).map(to) : []),
    ...literalChanges(node).map(to),
  ];
}

function isNot(node: ts.Node): node is ts.PrefixUnaryExpression {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

/** Conditions are negated, unless another change says the same: `!a` loses its `!`, `a === b` becomes `a !== b`. */
function conditionChanges(node: ts.Node): Found[] {
  let condition: ts.Expression | undefined;
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) condition = node.expression;
  if (ts.isConditionalExpression(node)) condition = node.condition;
  if (!condition || isNot(condition)) return [];
  if (ts.isBinaryExpression(condition) && equality.has(condition.operatorToken.getText())) return [];
  const text = condition.getText();
  return [[condition, `!(${text})`, `\`${text}\` -> \`!(${text})\``]];
}

const equality: ReadonlyMap<string, string> = new Map([
  ['===', '!=='],
  ['!==', '==='],
]);
const boundaries: ReadonlyMap<string, string> = new Map([
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
]);
const arithmetic: ReadonlyMap<string, string> = new Map([
  ['-', '+'],
  ['*', '/'],
  ['%', '*'],
  ['+=', '-='],
  ['-=', '+='],
]);

function binaryChanges(node: ts.BinaryExpression): string[] {
  const sign = node.operatorToken.getText();
  const left = node.left.getText();
  const right = node.right.getText();
  const other = equality.get(sign) ?? boundaries.get(sign) ?? arithmetic.get(sign);
  if (other !== undefined) return [`${left} ${other} ${right}`];
  if (sign === '&&') return [`(${left}) || (${right})`, left, right];
  if (sign === '||') return [`(${left}) && (${right})`, left, right];
  if (sign === '??') return [left, right];
  if (sign === '/') return [left];
  // Of text, a sum is wording more often than not.
  return sign === '+' && !isText(node.left) && !isText(node.right) ? [`${left} - ${right}`] : [];
}

function isText(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return isText(node.left) || isText(node.right);
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** Methods that only change what they are called on, so that leaving them out leaves something of the same type. */
const steps = new Set([
  'filter',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'slice',
  'trim',
  'toLowerCase',
  'replaceAll',
]);
const opposites: ReadonlyMap<string, string> = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
  ['min', 'max'],
  ['max', 'min'],
  ['indexOf', 'lastIndexOf'],
  ['findLast', 'find'],
  ['find', 'findLast'],
]);

function callChanges({ expression, arguments: given }: ts.CallExpression): string[] {
  if (!ts.isPropertyAccessExpression(expression) || expression.questionDotToken) return [];
  const receiver = expression.expression.getText();
  const name = expression.name.text;
  const list = given.map((one) => one.getText()).join(', ');
  const opposite = opposites.get(name);
  if (opposite !== undefined) return [`${receiver}.${opposite}(${list})`];
  const isSort = name === 'sort' || name === 'toSorted';
  return [...(steps.has(name) ? [receiver] : []), ...(isSort ? [`${receiver}.${name}(${list}).reverse()`] : [])];
}

/** A call in the middle of `a?.b().c` cannot be put into parentheses without changing what `?.` skips. */
function isInsideChain(node: ts.Node): boolean {
  const { parent } = node;
  const isLink =
    ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent);
  return ts.isOptionalChain(node) && isLink && parent.expression === node;
}

function literalChanges(node: ts.Node): string[] {
  const { parent } = node;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ['false'];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ['true'];
  const isName = parent && 'name' in parent && parent.name === node;
  if (ts.isNumericLiteral(node) && !isName) return [String(Number(node.text) + 1)];
  return ts.isStringLiteral(node) && node.text !== '' && isCompared(node) ? ["''"] : [];
}

const comparing = new Set(['includes', 'startsWith', 'endsWith', 'has']);

function isCompared(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return equality.has(parent.operatorToken.getText());
  if (ts.isCaseClause(parent)) return true;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  return parent.expression !== node && comparing.has(parent.expression.name.text);
}
