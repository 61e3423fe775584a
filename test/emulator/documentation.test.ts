// docs/emulator.md says of the emulator what its code says.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { toSeed } from '../../src/emulator';
import { FAULT_EFFECTS } from '../../src/emulator/faults';
import { DEFAULT_SETTINGS } from '../../src/emulator/settings';
import { startTestEmulator } from '../support/emulator';
import { testWith } from '../support/tools';

const ADDRESS = 'http://127.0.0.1:4680';
const page = readFileSync(join(__dirname, '../../docs/emulator.md'), 'utf8');

/** The cells of the rows below a heading of columns, without their code marks. */
function table(firstColumn: string): string[][] {
  const [, rows = ''] = page.split(new RegExp(`^\\| ${firstColumn} \\|.*\\n\\|[-|]+\\|\\n`, 'm'));
  const lines = rows.slice(0, rows.indexOf('\n\n')).split('\n');
  return lines.map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', ''))
      .slice(1, -1),
  );
}

/** The blocks of code of a language. */
function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, text = '']) => text);
}

const value = (cell = '') => (cell === '' ? undefined : JSON.parse(cell));

test('it has every setting, in the order of the code, with its default', () => {
  const listed = table('Setting').map(([name, byDefault]) => [name, value(byDefault)]);
  expect(listed).toEqual(Object.entries(DEFAULT_SETTINGS));
});

test('it has every effect of a fault, and what a rule with it needs', async () => {
  expect(table('Effect').map(([effect]) => effect)).toEqual(FAULT_EFFECTS);
  const emulator = await startTestEmulator();
  for (const [effect, fields] of table('Effect')) {
    const rule = { action: 'CopyImage', effect, ...(fields === 'ms' && { ms: 1 }) };
    const body = JSON.stringify({ rules: [rule] });
    expect((await fetch(`${emulator.url}/_emulator/faults`, { method: 'POST', body })).status).toBe(200);
  }
  await emulator.close();
});

test('it has every field of a seed’s image, with its default', () => {
  const [required, ...optional] = table('Field of an image');
  expect(required?.[0]).toBe('regionId, imageId, name');
  const given = { regionId: 'cn-hangzhou', imageId: 'm-a', name: 'a' };
  const [image = {}] = toSeed({ images: [given] }).images;
  const listed = optional.map(([field = '', byDefault]) => [field, value(byDefault)]);
  const filledIn = listed.filter(([, byDefault]) => byDefault !== undefined);
  expect({ ...given, ...Object.fromEntries(filledIn) }).toEqual(image);
  const left = listed.filter(([, byDefault]) => byDefault === undefined).map(([field]) => field);
  for (const field of left) expect(() => toSeed({ images: [{ ...given, [String(field)]: '1' }] })).not.toThrow();
});

test('its seed is right', () => {
  expect(blocks('yaml').map((text) => toSeed(parse(text)).settings.copySeconds)).toEqual([2]);
});

test('it has every control', async () => {
  const emulator = await startTestEmulator();
  const controls = table('Request').map(([control = '']) => control.split(' '));
  expect(controls).toHaveLength(6);
  for (const [method = '', path] of controls) {
    const answer = await fetch(emulator.url + path, { method, ...(method === 'POST' && { body: '{"rules":[]}' }) });
    // Settings have no rules: refused, but known.
    expect([200, 400]).toContain(answer.status);
  }
  await emulator.close();
});

testWith('curl')('its examples with curl do what it says', async () => {
  const examples = blocks('sh').filter((text) => text.startsWith('curl'));
  expect(examples).toHaveLength(6);
  const emulator = await startTestEmulator();
  for (const example of examples) {
    const script = example.replaceAll(ADDRESS, emulator.url);
    const { stdout } = await promisify(execFile)('bash', ['-c', script]);
    expect(JSON.parse(stdout)).not.toHaveProperty('error');
  }
  expect((await emulator.settings({})).copiesPerSource).toBe(1);
  await emulator.close();
});
