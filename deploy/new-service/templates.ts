import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectDir } from '../local/paths.ts';
import type { Names } from './names.ts';

const folder = join(import.meta.dirname, 'templates');

/**
 * The files of a new service, by their path from the root: each `templates/**\/*.tmpl` with `@@name@@` (and `__name__` in
 * its path) replaced, in the layout of the repository.
 */
export async function renderedFiles(names: Names): Promise<Map<string, string>> {
  const roots = { app: `apps/${names.name}`, contracts: `libs/contracts/src/${names.name}` };
  const files = new Map<string, string>();
  for (const template of globSync('**/*.tmpl', { cwd: folder }).sort()) {
    const [root = '', ...rest] = template.replace(/\.tmpl$/, '').split('/');
    const path = [roots[root as keyof typeof roots], ...rest]
      .join('/')
      .replaceAll(/__(\w+?)__/g, (_, key) => valueOf(names, key));
    const text = readFileSync(join(folder, template), 'utf8').replaceAll(/@@(\w+)@@/g, (_, key) => valueOf(names, key));
    files.set(path, await laidOut(path, text));
  }
  return files;
}

/** A longer name breaks lines elsewhere than a shorter one. */
export async function laidOut(path: string, text: string): Promise<string> {
  const filepath = join(projectDir, path);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

function valueOf(names: Names, key: string): string {
  const value = (names as unknown as Record<string, string>)[key];
  if (value === undefined) throw new Error(`A template names "${key}", which a service does not have`);
  return value;
}
