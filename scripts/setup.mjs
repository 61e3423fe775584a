// Makes a fresh clone ready for `npm run demo` and `npm test`: packages, the Temporal CLI, lib/. Plain Node, since it
// runs before there is any node_modules. Says nothing when there is nothing to do; talks on stderr only.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

function modifiedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newestIn(folder) {
  const times = readdirSync(folder, { recursive: true }).map((name) => modifiedAt(`${folder}/${name}`));
  return Math.max(...times);
}

function installPackages() {
  // npm writes this file at the end of an installation, so its age is the installation's.
  if (modifiedAt(`${root}node_modules/.package-lock.json`) >= modifiedAt(`${root}package-lock.json`)) return;
  say('installing packages (npm ci)');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 2, 2] });
}

function build() {
  const sources = Math.max(
    newestIn(`${root}src`),
    modifiedAt(`${root}tsconfig.json`),
    modifiedAt(`${root}package-lock.json`),
  );
  if (modifiedAt(`${root}lib/workflow-bundle.js`) >= sources) return;
  say('building lib/');
  execFileSync(process.execPath, [`${root}scripts/build.mjs`], { cwd: root, stdio: ['ignore', 2, 2] });
}

installPackages();
const { provideTemporalCli } = await import('./temporal-cli.mjs');
await provideTemporalCli(say);
build();
