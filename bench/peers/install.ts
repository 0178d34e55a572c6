import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Brings the peers to exactly the versions of their lock file, where they are not there yet. */
export function installPeers(say: (message: string) => void): void {
  const dir = import.meta.dirname;
  const installed = join(dir, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(dir, 'package-lock.json')).mtimeMs) return;
  say('installing the peers');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', args, { cwd: dir, env: ownEnvironment(), encoding: 'utf8' });
  if (status !== 0) say(`the peers could not be installed: ${stderr?.trim().split('\n')[0]}`);
}

/** An npm script hands the root's folder and Node's options down, which are not those of this folder. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const handedDown = /^(NODE_OPTIONS|npm_(package|lifecycle|config_local_prefix|config_node_options).*)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !handedDown.test(name)));
}
