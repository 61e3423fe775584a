// Every import of the sources, types and dynamic ones among them, drawn from their text.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const ROOT = join(__dirname, '../..');

/** One import: from a file, of what its text says, and the file of ours that this is. Paths begin with `src/`. */
export interface Import {
  from: string;
  specifier: string;
  /** Undefined for a package. */
  to?: string | undefined;
}

/** The files below src/, all of which have to be TypeScript. */
export function sourceFiles(): string[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true })
    .map((name) => posix.join('src', String(name).replaceAll('\\', '/')))
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name));
}

/** All imports of a file. Throws when one leads to no file. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8').replaceAll(COMMENT_LINE, '');
  const specifiers = [...text.matchAll(IMPORT)].map(([, specifier = '']) => specifier);
  return specifiers.map((specifier) => ({ from: file, specifier, to: fileOf(file, specifier) }));
}

const COMMENT_LINE = /^\s*(\/\/|\/?\*).*$/gm;

/** `from '…'`, `import '…'`, `import('…')`, `typeof import('…')`, `require('…')`, in any quotes. */
const IMPORT = /(?:\bfrom\s+|\b(?:import|require|require\.resolve)\s*\(?\s*)['"`]([^'"`]+)['"`]/g;

function fileOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), specifier.replace(/\.js$/, ''));
  const found = [`${path}.ts`, `${path}/index.ts`].find((candidate) => existsSync(join(ROOT, candidate)));
  if (!found) throw new Error(`${from} imports ${specifier}, which is no file`);
  return found;
}

/** Folder of a file directly below src/. */
export function folderOf(file: string): string {
  return file.split('/')[1] ?? '';
}
