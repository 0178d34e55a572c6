// Runs before `npm start`, `npm test` and `npm run demo`, on whatever Node the machine has and before anything is
// installed: therefore plain JavaScript without a single dependency.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.installed');
const wanted = [24, 11];

await installWhenStale();
checkNode();

/** Compares contents first: git gives the lock file a new time whenever it touches it. */
async function installWhenStale() {
  const lockFile = join(root, 'package-lock.json');
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  // What npm itself wrote last: newer than the lock file after an "npm ci" or "npm install" by hand.
  const written = join(modules, '.package-lock.json');
  const isInstalledByHand = existsSync(written) && statSync(written).mtimeMs >= statSync(lockFile).mtimeMs;
  if (!isInstalledByHand) {
    say('installing packages (some 20 seconds with a warm cache)');
    await install();
  }
  writeFileSync(stamp, lock);
}

async function install() {
  const started = Date.now();
  const npm = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const args = [...npm[1], 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(npm[0], args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const ticker = setInterval(() => say(`installing packages … ${Math.round((Date.now() - started) / 1000)} s`), 5000);
  const code = await new Promise((done) => {
    child.once('error', (error) => done(error.message));
    child.once('exit', (exitCode) => done(exitCode));
  });
  clearInterval(ticker);
  if (code === 0) return say(`packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
  process.stderr.write(`${said}\n`);
  fail('npm could not install the packages; the reason is above. Is the npm registry reachable?');
}

/** The packages bring their own Node, which npm puts first on the PATH of its scripts. */
function checkNode() {
  const brought = join(modules, '.bin/node');
  const program = existsSync(brought) ? brought : process.execPath;
  const version = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const [major, minor] = version.replace('v', '').split('.').map(Number);
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return;
  fail(
    `Node ${wanted.join('.')} or newer is needed, and ${program} is ${version.trim() || 'no Node that runs here'}. ` +
      'The package "node" brings one when npm may run install scripts ("npm config get ignore-scripts" must be false).',
  );
}

function say(message) {
  process.stdout.write(`${message}\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
