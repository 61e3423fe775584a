// Where Temporal is: options over environment over temporal.toml.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, TemporalUnreachableError } from '../../src/client';
import { readConnectConfig } from '../../src/client/connect';
import { freePort } from '../../src/local/free-port';

let folder: string;
const environment = process.env;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'temporal-'));
  const profiles = `
[profile.default]
address = "file:1"
namespace = "of-the-file"
[profile.other]
address = "other:1"
`;
  writeFileSync(join(folder, 'temporal.toml'), profiles);
});
beforeEach(() => {
  process.env = { TEMPORAL_CONFIG_FILE: join(folder, 'temporal.toml') };
});
afterAll(() => {
  process.env = environment;
  rmSync(folder, { recursive: true });
});

function where(options?: Parameters<typeof readConnectConfig>[0]) {
  const { connectionOptions, namespace } = readConnectConfig(options);
  return [connectionOptions.address, namespace];
}

test('an option wins over the environment, the environment over the file', () => {
  expect(where()).toEqual(['file:1', 'of-the-file']);
  process.env.TEMPORAL_ADDRESS = 'environment:1';
  expect(where()).toEqual(['environment:1', 'of-the-file']);
  expect(where({ address: 'option:1', namespace: 'of-the-option' })).toEqual(['option:1', 'of-the-option']);
});

test('a profile is chosen by name, and one that is not there is an error', () => {
  expect(where({ profile: 'other' })).toEqual(['other:1', 'default']);
  expect(() => readConnectConfig({ profile: 'none' })).toThrow(/temporal.toml.*none/);
});

test('nothing said: the address of a server on this machine', () => {
  process.env = {};
  expect(where()).toEqual(['localhost:7233', 'default']);
});

test('no server: an error that names the address', async () => {
  const address = `127.0.0.1:${await freePort()}`;
  const error = await connect({ address }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TemporalUnreachableError);
  expect(error).toMatchObject({ address });
}, 15_000);
