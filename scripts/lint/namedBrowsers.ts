// A rule of the linter: pages use nothing that is newer than the browsers we name without looking first whether it is there.
// What counts as a look is `'name' in something` in the same file, or a type of one's own in which it is optional.
import type { Rule } from 'eslint';
import ts from 'typescript';
import { lackOf, NAMES_LACKED } from './browserSupport.ts';

type Services = { program?: ts.Program; esTreeNodeToTSNodeMap: { get: (node: unknown) => ts.Node | undefined } };
type Use = { readonly node: Rule.Node; readonly name: string; readonly keys: readonly string[] };
type Reference = { readonly identifier: { name: string }; readonly isTypeReference?: boolean };

const MESSAGE =
  'Not in every browser we name: “{{ name }}” (in {{ lack }}). Do without, or look first whether it is there.';

export const namedBrowsers: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { lacking: MESSAGE } },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices as Services;
    if (!program) return {};
    const checker = program.getTypeChecker();
    const looked = new Set<string>();
    const uses: Use[] = [];
    const libraryDeclaration = (node: ts.Node | undefined): ts.Declaration | undefined => {
      const declarations = (node && checker.getSymbolAtLocation(node)?.declarations) ?? [];
      const isLibrary = declarations.every((each) => program.isSourceFileDefaultLibrary(each.getSourceFile()));
      return isLibrary ? declarations[0] : undefined;
    };
    return {
      BinaryExpression({ operator, left }) {
        if (operator === 'in' && left.type === 'Literal') looked.add(String(left.value));
      },
      MemberExpression(node) {
        if (node.computed || node.property.type !== 'Identifier' || !NAMES_LACKED.has(node.property.name)) return;
        const declaration = libraryDeclaration(esTreeNodeToTSNodeMap.get(node.property));
        const object = esTreeNodeToTSNodeMap.get(node.object);
        if (!declaration || !object) return;
        const { name } = node.property;
        const owners = [ownerOf(declaration), ...namesOfType(checker, checker.getTypeAtLocation(object))];
        uses.push({ node, name, keys: owners.flatMap((owner) => memberKeys(owner, name)) });
      },
      'Program:exit'() {
        for (const { identifier, isTypeReference } of freeReferences(context)) {
          if (isTypeReference === true || !NAMES_LACKED.has(identifier.name)) continue;
          if (!libraryDeclaration(esTreeNodeToTSNodeMap.get(identifier))) continue;
          uses.push({ node: identifier as Rule.Node, name: identifier.name, keys: globalKeys(identifier.name) });
        }
        for (const { node, name, keys } of uses) {
          const lack = lackOf(keys);
          const words = context.sourceCode.getText(node).split(/\W+/);
          if (lack === undefined || words.some((word) => looked.has(word))) continue;
          context.report({ node, messageId: 'lacking', data: { name, lack } });
        }
      },
    };
  },
};

/** What no file of ours declares. */
function freeReferences({ sourceCode }: Rule.RuleContext): readonly Reference[] {
  const scope = sourceCode.scopeManager.globalScope;
  const declared = scope?.variables.flatMap(({ references }) => references) ?? [];
  return [...declared, ...(scope?.through ?? [])];
}

/** The interface, or the variable that holds a constructor, that a member stands in. */
function ownerOf({ parent }: ts.Declaration): string {
  if (ts.isInterfaceDeclaration(parent)) return parent.name.text;
  if (ts.isTypeLiteralNode(parent) && ts.isVariableDeclaration(parent.parent)) return parent.parent.name.getText();
  return '';
}

/** A mixin's members are listed where they end up: in what the object is, and what that extends. */
function namesOfType(checker: ts.TypeChecker, type: ts.Type): string[] {
  const parts = type.isUnionOrIntersection() ? type.types : [checker.getApparentType(type)];
  return parts.flatMap((part) => {
    const name = part.getSymbol()?.name;
    const bases = part.isClassOrInterface() ? checker.getBaseTypes(part) : [];
    return [...(name === undefined ? [] : [name]), ...bases.flatMap((base) => namesOfType(checker, base))];
  });
}

function memberKeys(owner: string, member: string): string[] {
  const name = owner.replace(/^Readonly(?=Array|Map|Set)/, '').replace(/(Constructor|(?<=^Iterator)Object)$/, '');
  const event = member.startsWith('on') ? [`api.${name}.${member.slice(2)}_event`] : [];
  return [
    `javascript.builtins.${name}.${member}`,
    `javascript.builtins.Intl.${name}.${member}`,
    `api.${name}.${member}`,
    `api.${name}.${member}_static`,
    ...event,
  ];
}

function globalKeys(name: string): string[] {
  return [`javascript.builtins.${name}`, `api.${name}`, `api.Window.${name}`];
}
