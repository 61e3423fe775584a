// The structure as the imports draw it: the arrows that docs/architecture.md lists and no other, no circle, and a
// protocol that is pure to the end of its imports.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, type Import, importsOf, sourceFiles } from './imports';

const files = sourceFiles();
const imports = files.flatMap(importsOf);
const ours = imports.filter((one): one is Import & { to: string } => one.to !== undefined);

/** Lines such as "client → schema, shared" in the page's list of arrows. */
function listedArrows(): string[] {
  const page = readFileSync(join(__dirname, '../../docs/architecture.md'), 'utf8');
  const lines = [...page.matchAll(/^ *(\w+) +→ +(.+)$/gm)];
  return lines.flatMap(([, from, to = '']) =>
    to
      .split(',')
      .map((folder) => folder.trim())
      .filter((folder) => /^\w+$/.test(folder))
      .map((folder) => `${from} → ${folder}`),
  );
}

function drawnArrows(): string[] {
  const arrows = ours.map(({ from, to }) => `${folderOf(from)} → ${folderOf(to)}`);
  return [...new Set(arrows)].filter((arrow) => new Set(arrow.split(' → ')).size === 2);
}

/** Files that lead back to themselves. */
function circles(): string[][] {
  const targets = new Map(files.map((file) => [file, ours.filter(({ from }) => from === file).map(({ to }) => to)]));
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, path: string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file]);
    if (done.has(file) || path.includes(file)) return;
    for (const target of targets.get(file) ?? []) walk(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  return found;
}

/** A file and everything that it imports, to the end. */
function reachedFrom(start: readonly string[]): Set<string> {
  const reached = new Set(start);
  for (const file of reached) for (const { from, to } of ours) if (from === file) reached.add(to);
  return reached;
}

test('the folders import what docs/architecture.md lists, and nothing else', () => {
  expect(drawnArrows().sort()).toEqual(listedArrows().sort());
});

test('no file imports its way back to itself, types among them', () => {
  expect(circles()).toEqual([]);
});

test('every file lies in a folder', () => {
  expect(files.filter((file) => file.split('/').length < 3 || !file.endsWith('.ts'))).toEqual([]);
});

test('the protocol reaches no package, and no clock or chance of its own', () => {
  const reached = reachedFrom(files.filter((file) => folderOf(file) === 'protocol'));
  expect([...new Set([...reached].map(folderOf))].sort()).toEqual(['protocol', 'shared']);
  expect(imports.filter(({ from, to }) => reached.has(from) && to === undefined)).toEqual([]);
  const impure = [...reached].filter((file) => IMPURE.test(readFileSync(join(__dirname, '../..', file), 'utf8')));
  expect(impure).toEqual([]);
});

const IMPURE =
  /Date\.now|\bDate\(\)|Math\.random|\bset(Timeout|Interval|Immediate)\b|\b(process|performance|crypto)\.|\bfetch\(/;

test('the bundle of the workflows cannot reach zod or the adapter', () => {
  const reached = reachedFrom(files.filter((file) => folderOf(file) === 'workflows'));
  expect([...new Set([...reached].map(folderOf))].sort()).toEqual(['protocol', 'shared', 'workflows']);
});

test('no import names the project itself, which would go round the arrows', () => {
  expect(imports.filter(({ specifier }) => /^(ecd-image-distributor|src|lib)(\/|$)/.test(specifier))).toEqual([]);
});

test('every package that a folder imports is one that biome.json allows it', () => {
  const packages = imports.filter(({ to }) => to === undefined);
  expect(packages.filter(({ from, specifier }) => !isAllowed(folderOf(from), specifier))).toEqual([]);
});

interface Override {
  includes: string[];
  linter: { rules: { style: { noRestrictedImports?: { options: { patterns: { group: string[] }[] } } } } };
}

/** What the linter allows is written once, there: here it is held against imports that no linter rule sees. */
function isAllowed(folder: string, specifier: string): boolean {
  const { overrides }: { overrides: Override[] } = JSON.parse(
    readFileSync(join(__dirname, '../../biome.json'), 'utf8'),
  );
  const override = overrides.find(({ includes }) => includes.includes(`src/${folder}/*.ts`));
  const group = override?.linter.rules.style.noRestrictedImports?.options.patterns[0]?.group ?? [];
  const allowed = group.filter((pattern) => /^![@\w]/.test(pattern)).map((pattern) => pattern.slice(1));
  return allowed.some((pattern) =>
    new RegExp(`^${pattern.replaceAll('**', '.+').replaceAll(/(?<!\.)\*/g, '[^/]+')}$`).test(specifier),
  );
}
