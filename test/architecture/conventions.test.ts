// Conventions that no linter rule knows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFiles } from './imports';

const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');
const files = sourceFiles().map((file) => ({ file, lines: read(file).trimEnd().split('\n') }));

test('a field that may be absent is written "name?: T | undefined"', () => {
  const field = /^ +(readonly )?\w+\?: (?!.*(\| undefined|unknown;))[^(]*;$/;
  const found = files.flatMap(({ file, lines }) =>
    lines.filter((line) => field.test(line)).map((line) => `${file}: ${line}`),
  );
  expect(found).toEqual([]);
});

test('a module opens with what it owns', () => {
  const first = (lines: readonly string[]) => (lines[0]?.startsWith('#!') ? lines[1] : lines[0]) ?? '';
  expect(files.filter(({ lines }) => !/^\/\/ [A-Z`]/.test(first(lines))).map(({ file }) => file)).toEqual([]);
});

test('a file has one idea: at most 200 lines', () => {
  expect(files.filter(({ lines }) => lines.length > 200).map(({ file }) => file)).toEqual([]);
});

test('what a module gives stands above what it is made of', () => {
  const declared = /^(export )?(?:default )?(?:async )?(?:function\*?|class) (\w+)/;
  const late = files.flatMap(({ file, lines }) => {
    const order = lines.flatMap((line) => {
      const [, isExported, name] = declared.exec(line) ?? [];
      return name === undefined ? [] : [{ name, isExported: isExported !== undefined }];
    });
    const firstHelper = order.findIndex(({ isExported }) => !isExported);
    const after = firstHelper < 0 ? [] : order.slice(firstHelper).filter(({ isExported }) => isExported);
    return after.map(({ name }) => `${file}: ${name}`);
  });
  expect(late).toEqual([]);
});
