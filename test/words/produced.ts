import ts from 'typescript';

/**
 * The literal texts that a module uses as values: as an argument, a member, a result, or an item. A text that the
 * module only compares with, uses as a key, lists in a `Set` or a constant, or writes as a type is not among them:
 * another module must produce it.
 */
export function producedTexts(name: string, text: string): Set<string> {
  const produced = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && isHandedOn(node)) produced.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true));
  return produced;
}

function isHandedOn(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isSatisfiesExpression(parent)) return isHandedOn(parent);
  if (ts.isAsExpression(parent)) return !isConstant(parent) && isHandedOn(parent);
  if (ts.isConditionalExpression(parent)) return node !== parent.condition && isHandedOn(parent);
  if (ts.isBinaryExpression(parent)) return !isComparison(parent) && isHandedOn(parent);
  if (ts.isArrayLiteralExpression(parent)) return isHandedOn(parent);
  if (ts.isPropertyAssignment(parent)) return node === parent.initializer;
  if (ts.isNewExpression(parent)) return !/^(?:Set|Map)$/.test(parent.expression.getText());
  if (ts.isVariableDeclaration(parent)) return !ts.isArrayLiteralExpression(node) || isTuple(parent.type);
  return ts.isCallExpression(parent) || ts.isReturnStatement(parent) || ts.isArrowFunction(parent);
}

function isTuple(type: ts.TypeNode | undefined): boolean {
  return type !== undefined && ts.isTupleTypeNode(ts.isTypeOperatorNode(type) ? type.type : type);
}

function isConstant({ type }: ts.AsExpression): boolean {
  return type.getText() === 'const';
}

function isComparison({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken;
}
