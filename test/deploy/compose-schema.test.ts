// docker-compose.yml by the schema of every compose that is installed here. Nothing here starts a container.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

describe('the schema', () => {
  // The standalone one (Debian's is 1.29) and the plugin of today's Docker.
  const composes = ['docker-compose', 'docker compose'].filter((command) => {
    const [program = '', ...args] = command.split(' ');
    return spawnSync(program, [...args, 'version']).status === 0;
  });

  if (composes.length === 0) {
    const title = 'docker-compose is not installed here: the schema check did not run';
    console.warn(title);
    it.skip(title, () => {});
    return;
  }

  const folder = mkdtempSync(join(tmpdir(), 'compose-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Checks the file with the variables of one env file alone: neither a developer's .env nor the shell's count. */
  function check(compose: string, envFile: string, profile: string[] = []) {
    const [program = '', ...before] = compose.split(' ');
    const { status, stderr } = spawnSync(program, [...before, '--env-file', envFile, ...profile, 'config', '-q'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
    });
    return { status, said: String(stderr) };
  }

  function envFile(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  it.each(composes)('%s accepts the file as for a real deployment', (compose) => {
    expect(check(compose, envFile('real.env', 'POSTGRES_PASSWORD=canary\n'))).toMatchObject({ status: 0 });
  });

  it.each(composes)('%s accepts the file with the emulator', (compose) => {
    expect(check(compose, 'deploy/emulator.env', ['--profile', 'emulator'])).toMatchObject({ status: 0 });
  });

  it.each(composes)('%s refuses to start without a password, and says what to set', (compose) => {
    const { status, said } = check(compose, envFile('empty.env', ''));
    expect(status).not.toBe(0);
    expect(said).toContain('POSTGRES_PASSWORD');
    expect(said).toContain('set it in .env');
  });
});
