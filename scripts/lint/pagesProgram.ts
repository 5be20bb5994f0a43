// One program for all that the linter asks the compiler about in pages: script files as they are, components as the linter's parser
// rewrites them. By itself that parser has a new program made for each component, which finds out the same types anew.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import { parser } from 'typescript-eslint';

export interface ScriptParser {
  readonly parseForESLint: (code: string, options?: object | null) => unknown;
}

/** Its type leaves the options out. */
const typescriptParser: ScriptParser = parser;

interface ScriptOptions {
  readonly filePath?: string;
}

export interface PagesProgram {
  readonly program: ts.Program;
  /** For `parserOptions.parser` of components. */
  readonly scriptsOfComponents: ScriptParser;
}

/** `project`: the pages' tsconfig.json. `others`: script files that it does not name. */
export function createPagesProgram(
  project: string,
  others: readonly string[],
  componentParser: ScriptParser,
  svelteConfig: object,
): PagesProgram {
  const folder = dirname(resolve(project));
  const read = ts.readConfigFile(project, (path) => ts.sys.readFile(path));
  const { options, fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, folder);
  const components = ts.sys.readDirectory(folder, ['.svelte']);
  const rewritten = new Map(components.map((file) => [file, rewrite(file, componentParser, svelteConfig)] as const));
  const program = createProgram([...fileNames, ...others, ...components], options, rewritten);
  return { program, scriptsOfComponents: readingFrom(program, rewritten) };
}

/** The whole component as one script: what its parser has parsed last. */
function rewrite(filePath: string, componentParser: ScriptParser, svelteConfig: object): string {
  let whole = '';
  const listening = {
    ...typescriptParser,
    parseForESLint: (code: string, options?: object | null) => {
      whole = code;
      return typescriptParser.parseForESLint(code, options);
    },
  };
  const text = readFileSync(filePath, 'utf8');
  try {
    componentParser.parseForESLint(text, {
      filePath,
      svelteConfig,
      parser: listening,
      sourceType: 'module',
      range: true,
    });
  } catch {
    // It cannot be read; the linter, which reads it once more, says why.
  }
  return whole;
}

function createProgram(
  rootNames: readonly string[],
  options: ts.CompilerOptions,
  rewritten: ReadonlyMap<string, string>,
): ts.Program {
  // Files of other names than a compiler knows are taken for TypeScript.
  const anyName = { ...options, allowNonTsExtensions: true };
  const host = ts.createCompilerHost(anyName, true);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, language, ...more) => {
    const script = rewritten.get(file);
    return script === undefined
      ? getSourceFile(file, language, ...more)
      : ts.createSourceFile(file, script, language, true, ts.ScriptKind.TS);
  };
  return ts.createProgram(rootNames, anyName, host);
}

/** A component's parser first reads parts of it, which are in no program. */
function readingFrom(program: ts.Program, rewritten: ReadonlyMap<string, string>): ScriptParser {
  return {
    ...typescriptParser,
    parseForESLint: (code, options) => {
      const { filePath = '' } = (options ?? {}) as ScriptOptions;
      const isWhole = rewritten.get(filePath.replaceAll('\\', '/')) === code;
      return typescriptParser.parseForESLint(code, {
        ...options,
        projectService: false,
        programs: isWhole ? [program] : null,
      });
    },
  };
}
