// What docker-compose.yml and the files that it needs promise, read from the files themselves. Nothing here starts a
// container.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readWorkerConfig } from '../../src/worker/config';

const ROOT = join(__dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

interface Service {
  image: string;
  build?: string;
  command?: string;
  environment?: Record<string, string | number | null>;
  ports?: string[];
  volumes?: string[];
  profiles?: string[];
  depends_on?: Record<string, { condition: Condition }>;
  healthcheck?: { test: string[] };
  restart: string;
  security_opt: string[];
  stop_grace_period?: string;
  read_only?: boolean;
}

const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
const entries = Object.entries(services);

function service(name: string): Service {
  const found = services[name];
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

const versionOf = (name: string) => service(name).image.split(':')[1];

describe('docker-compose.yml', () => {
  it('has the services of a whole deployment', () => {
    expect(Object.keys(services).sort()).toEqual(
      ['emulator', 'postgres', 'temporal', 'temporal-namespace', 'temporal-schema', 'ui', 'worker'].sort(),
    );
  });

  it.each(entries)('%s: its image has an exact version', (_name, { image }) => {
    expect(image).toMatch(/^[a-z/-]+:\d+(\.\d+)+$/);
  });

  it('has the tools of the server that it runs, and the application in its own version', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(versionOf('temporal-schema')).toBe(versionOf('temporal'));
    expect(versionOf('temporal-namespace')).toBe(versionOf('temporal'));
    expect(versionOf('worker')).toBe(version);
    expect(service('emulator').image).toBe(service('worker').image);
  });

  it.each(entries)('%s: publishes ports on this machine alone', (_name, { ports = [] }) => {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('publishes no port of the database or the worker', () => {
    expect([service('postgres').ports, service('worker').ports]).toEqual([undefined, undefined]);
  });

  it.each(entries)('%s: waits for what exists and can come true', (_name, { depends_on = {}, profiles }) => {
    for (const [name, { condition }] of Object.entries(depends_on)) {
      const dependency = service(name);
      expect([undefined, profiles]).toContainEqual(dependency.profiles);
      if (condition === 'service_healthy') expect(dependency.healthcheck).toBeDefined();
      if (condition === 'service_completed_successfully') expect(dependency.restart).toBe('no');
    }
  });

  it.each(entries)('%s: has no secret written in it', (_name, { environment = {} }) => {
    for (const [name, value] of Object.entries(environment)) {
      if (name.startsWith('ALIBABA_CLOUD_')) expect([name, value]).toEqual([name, null]);
      else if (/PASSWORD|PWD|SECRET|TOKEN|KEY/.test(name)) expect(value).toMatch(/^\$\{POSTGRES_PASSWORD:\?[^}]+\}$/);
    }
  });

  it('passes the keys of Alibaba Cloud and every ECD_ setting on to the worker, and no default of its own', () => {
    const { environment = {} } = service('worker');
    const settings = new Set(read('src/worker/config.ts').match(/\bECD_[A-Z_]+(?=:)/g));
    const passedOn = Object.keys(environment).filter((name) => environment[name] === null);
    expect(settings.size).toBeGreaterThan(5);
    expect(passedOn.filter((name) => name.startsWith('ECD_')).sort()).toEqual([...settings].sort());
    expect(passedOn).toEqual(
      expect.arrayContaining(['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET']),
    );
  });

  it('stops the worker later than the worker gives up waiting for its cloud calls', () => {
    const { callTimeoutMs } = readWorkerConfig({}).settings.timing;
    const [, seconds] = /^(\d+)s$/.exec(service('worker').stop_grace_period ?? '') ?? [];
    expect(Number(seconds) * 1000).toBeGreaterThan(callTimeoutMs + 10_000);
  });

  it('gives no service new privileges, and the application a read-only file system', () => {
    for (const [name, { security_opt }] of entries)
      expect([name, security_opt]).toEqual([name, ['no-new-privileges:true']]);
    expect([service('worker').read_only, service('emulator').read_only]).toEqual([true, true]);
  });

  it('starts the emulator under its profile only, and nothing else under any', () => {
    const underProfiles = entries
      .filter(([, { profiles }]) => profiles)
      .map(([name, { profiles }]) => [name, profiles]);
    expect(underProfiles).toEqual([['emulator', ['emulator']]]);
  });

  it('registers no search attributes and starts nothing in the namespace job', () => {
    const script = read('deploy/temporal/create-namespace.sh').replace(/^#.*$/gm, '');
    expect(script).not.toMatch(/search-attribute|schedule|workflow (start|execute)/);
  });
});

describe('the files that it needs', () => {
  it('points the worker at the emulator, with settings that the worker accepts', () => {
    const lines = read('deploy/emulator.env').match(/^[A-Z_]+=.*$/gm) ?? [];
    const environment = Object.fromEntries(lines.map((line) => line.split('=', 2)));
    const { ecdEndpoint } = readWorkerConfig(environment);
    const { hostname, port } = new URL(ecdEndpoint ?? '');
    expect(service(hostname).command).toMatch(new RegExp(`--port ${port}$`));
    expect(environment).toMatchObject({
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'testAccessKeyId',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'testAccessKeySecret',
    });
  });

  it.each(['temporal-schema', 'temporal-namespace'])('%s runs a script that a shell can read', (name) => {
    const { command = '', volumes } = service(name);
    expect(volumes).toEqual(['./deploy/temporal:/deploy:ro']);
    const { status, stderr } = spawnSync('sh', ['-n', command.replace('/deploy/', `${ROOT}/deploy/temporal/`)]);
    expect([status, String(stderr)]).toEqual([0, '']);
  });

  it('mounts the dynamic configuration where the server looks for it, as YAML of lists of values', () => {
    const { environment, volumes } = service('temporal');
    expect(volumes).toEqual(['./deploy/temporal:/etc/temporal/deploy:ro']);
    expect(environment?.DYNAMIC_CONFIG_FILE_PATH).toBe('/etc/temporal/deploy/dynamic-config.yaml');
    for (const values of Object.values(parse(read('deploy/temporal/dynamic-config.yaml')) as object)) {
      expect(values).toEqual([{ value: expect.anything() }]);
    }
  });
});
