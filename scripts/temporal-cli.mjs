// Finds or gets the Temporal CLI, whose dev server the demo and the tests run, and links it under node_modules/.cache,
// where both look for it.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The newest release that `go install` accepts: later ones have `replace` lines in their go.mod.
const version = 'v1.5.1';
const cacheHome = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
const cacheFolder = join(cacheHome, 'ecd-image-distributor', `temporal-cli-${version.slice(1)}`);
const linkFolder = fileURLToPath(new URL('../node_modules/.cache/ecd-image-distributor', import.meta.url));
const link = join(linkFolder, 'temporal');

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function fromEnvironment() {
  const path = process.env.TEMPORAL_CLI_PATH;
  if (path && !isExecutable(path)) throw new Error(`TEMPORAL_CLI_PATH=${path} is not an executable file`);
  return path || undefined;
}

function fromPath() {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'temporal'));
  return candidates.find(isExecutable);
}

function fromCache() {
  if (!existsSync(cacheFolder)) return undefined;
  return readdirSync(cacheFolder)
    .filter((name) => name.startsWith('temporal'))
    .map((name) => join(cacheFolder, name))
    .find(isExecutable);
}

// The SDK downloads the CLI when it starts a dev server; there is no other way to ask it for the file.
async function download(say) {
  say(`downloading the Temporal CLI ${version}`);
  mkdirSync(cacheFolder, { recursive: true });
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const { Runtime, DefaultLogger } = await import('@temporalio/worker');
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  try {
    const environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'cached-download', version, downloadDir: cacheFolder } },
    });
    await environment.teardown();
  } catch (error) {
    say(`no download: ${error.message.split('\n')[0]}`);
  }
  return fromCache();
}

function goInstall(say) {
  say(`building the Temporal CLI ${version} with Go (about 4 minutes, once)`);
  execFileSync('go', ['install', `github.com/temporalio/cli/cmd/temporal@${version}`], {
    env: { ...process.env, GOBIN: cacheFolder },
    stdio: ['ignore', 2, 2],
  });
  return fromCache();
}

/** Links the Temporal CLI under node_modules/.cache, getting it first where this machine has none. */
export async function provideTemporalCli(say) {
  const chosen = fromEnvironment() ?? fromPath();
  if (!chosen && isExecutable(link)) return;
  const path = chosen ?? fromCache() ?? (await download(say)) ?? goInstall(say);
  if (!path) throw new Error('no Temporal CLI: install it (https://docs.temporal.io/cli) or set TEMPORAL_CLI_PATH');
  mkdirSync(linkFolder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(path, link);
}
