type Node = hbs.AST.Node;

export function isMustache(node: Node): node is hbs.AST.MustacheStatement {
  return node.type === 'MustacheStatement';
}

export function isBlock(node: Node): node is hbs.AST.BlockStatement {
  return node.type === 'BlockStatement';
}

export function isPartial(node: Node): node is hbs.AST.PartialStatement {
  return node.type === 'PartialStatement';
}

export function isPartialBlock(node: Node): node is hbs.AST.PartialBlockStatement {
  return node.type === 'PartialBlockStatement';
}

export function isPath(node: Node): node is hbs.AST.PathExpression {
  return node.type === 'PathExpression';
}

export function isSubExpression(node: Node): node is hbs.AST.SubExpression {
  return node.type === 'SubExpression';
}

export function isText(node: Node): node is hbs.AST.StringLiteral {
  return node.type === 'StringLiteral';
}
