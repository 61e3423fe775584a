// The linter's fence: an import against the arrows is found wherever it is planted, and a right one beside it is not.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const BIOME = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');

/** Where each import is planted, and whether it is against the arrows. */
const PLANTED: [file: string, specifier: string, isWrong: boolean][] = [
  ['src/protocol/planted.ts', '@temporalio/workflow', true],
  ['src/protocol/planted.ts', '@temporalio/common', true],
  ['src/protocol/planted.ts', '@alicloud/openapi-core', true],
  ['src/protocol/planted.ts', 'node:crypto', true],
  ['src/protocol/planted.ts', 'zod', true],
  ['src/protocol/planted.ts', '../ecd', true],
  ['src/protocol/planted.ts', './../activities/cloud', true],
  ['src/protocol/planted.ts', '../activities/shared/timing', true],
  ['src/protocol/planted.ts', '../shared/timing', false],
  ['src/protocol/planted.ts', './marker', false],
  ['src/protocol/sub/planted.ts', '../../workflows/copy-effects', true],
  ['src/protocol/sub/planted.ts', '@temporalio/workflow', true],
  ['src/protocol/sub/planted.ts', '../../shared/timing', false],
  ['src/protocol/sub/planted.ts', '../marker', false],
  ['src/protocol/sub/deeper/planted.ts', '../../../client', true],
  ['src/ecd/planted.ts', '@temporalio/common', true],
  ['src/ecd/planted.ts', '../shared/problems', true],
  ['src/ecd/planted.ts', '@alicloud/credentials', false],
  ['src/ecd/sub/planted.ts', '@temporalio/client', true],
  ['src/shared/planted.ts', '../protocol/marker', true],
  ['src/shared/planted.ts', 'zod', true],
  ['src/schema/planted.ts', '../protocol/marker', true],
  ['src/schema/planted.ts', '../shared/limits', false],
  ['src/workflows/planted.ts', '../activities', true],
  ['src/workflows/planted.ts', '../schema/parse-request', true],
  ['src/workflows/planted.ts', '@temporalio/client', true],
  ['src/workflows/planted.ts', '../protocol/run-copy', false],
  ['src/activities/planted.ts', '../workflows/messages', true],
  ['src/activities/planted.ts', '../ecd', false],
  ['src/activities/planted.ts', '../ecd/sdk', true],
  ['src/client/planted.ts', '../ecd', true],
  ['src/client/planted.ts', '../schema/parse-request', false],
  ['src/worker/planted.ts', '../client', true],
  ['src/worker/planted.ts', '../activities', false],
  ['src/emulator/planted.ts', '../ecd', true],
  ['src/emulator/actions/planted.ts', '../../shared/timing', true],
  ['src/emulator/actions/planted.ts', '../image', false],
  ['src/cli/actions/planted.ts', '../../activities', true],
  ['src/cli/actions/planted.ts', '../../client', false],
  ['src/cli/commands/planted.ts', '../actions/status', false],
  ['src/cli/actions/planted.ts', '../a/b/../../../ecd', true],
  ['src/protocol/sub/planted.ts', '../x/./../../ecd', true],
  ['src/protocol/planted.ts', './x/../../ecd', true],
  ['src/protocol/planted.ts', '../ecd/index.js', true],
  ['src/local/planted.ts', '../workflows/messages', true],
  ['src/local/planted.ts', '../client', false],
  ['src/planted.ts', './shared/timing', true],
  ['src/novelty/planted.ts', '../shared/timing', true],
  ['src/novelty/planted.ts', 'zod', true],
  ['src/novelty/sub/planted.ts', '../../client', true],
  ['src/novelty/sub/planted.ts', './sibling', false],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ecd-fence-'));
  const { vcs, files, ...config } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, $schema: undefined }));
  for (const [file, specifier] of PLANTED) plant(file, specifier);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each import has a file of its own, so that a finding names it. */
function plantedFile(file: string, specifier: string): string {
  return file.replace('planted', `planted-${specifier.replaceAll(/[^a-z]/g, '_')}`);
}

function plant(file: string, specifier: string): void {
  const path = join(folder, plantedFile(file, specifier));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `import type { Planted } from '${specifier}';\n\nexport type Used = Planted;\n`);
}

test('finds every way of writing an import, and require', () => {
  const texts = {
    dynamic: "export const planted = () => import('@temporalio/common');\n",
    required: "export const planted = require('@temporalio/common');\n",
    exported: "export { planted } from '@temporalio/common';\n",
    all: "export * from '@temporalio/common';\n",
    bare: "import '@temporalio/common';\n",
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, `src/ecd/way-${name}.ts`), text);
  const found = lint();
  const seen = Object.keys(texts).filter((name) => found.some((path) => path.includes(`way-${name}.ts`)));
  expect(seen).toEqual(Object.keys(texts));
});

test('finds each import that is planted against the arrows, and no other', () => {
  const found = lint();
  const isFound = (file: string) => found.some((path) => path.includes(file));
  const seen = PLANTED.map(([file, specifier]) => [file, specifier, isFound(plantedFile(file, specifier))]);
  expect(seen).toEqual(PLANTED);
});

/** The planted files that the linter finds fault with. */
function lint(): string[] {
  const args = [BIOME, 'lint', '--reporter=json', '--max-diagnostics=1000', '.'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: unknown } }[] };
  const restricted = /^lint\/style\/no(RestrictedImports|CommonJs)$/;
  return diagnostics
    .filter(({ category }) => restricted.test(category))
    .map(({ location }) => JSON.stringify(location.path));
}
