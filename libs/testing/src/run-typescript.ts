import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { localDir, projectDir } from '../../../deploy/local/paths.ts';

/**
 * Lets `node --import <this file>` run the sources as they are, with decorators and the aliases of the libs: compiled
 * like the services are built, each file once for as long as it does not change.
 */
const options = {
  swcrc: false,
  configFile: false,
  sourceMaps: 'inline' as const,
  module: { type: 'es6' as const },
  jsc: {
    target: 'es2023' as const,
    parser: { syntax: 'typescript' as const, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    experimental: { keepImportAttributes: true },
  },
};
const cacheDir = join(localDir, 'compiled');
const require = createRequire(import.meta.url);

registerHooks({
  resolve: (specifier, context, nextResolve) => nextResolve(sourceOf(specifier, context.parentURL), context),
  load: (url, context, nextLoad) =>
    url.startsWith('file:') && url.endsWith('.ts')
      ? { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true }
      : nextLoad(url, context),
});

/** Imports say `.js`, as they are when built; what lies there is `.ts`. */
function sourceOf(specifier: string, parent: string | undefined): string {
  const [, lib] = /^@app\/([\w-]+)$/.exec(specifier) ?? [];
  if (lib) return pathToFileURL(join(projectDir, 'libs', lib, 'src/index.ts')).href;
  if (!parent || !/^\.{1,2}\/.*\.js$/.test(specifier)) return specifier;
  const source = new URL(specifier.replace(/\.js$/, '.ts'), parent);
  return existsSync(source) ? source.href : specifier;
}

function compiled(path: string): string {
  const source = readFileSync(path, 'utf8');
  const hash = createHash('sha256')
    .update(JSON.stringify([path, source, options, process.version]))
    .digest('hex');
  const cached = join(cacheDir, `${hash}.js`);
  if (existsSync(cached)) return readFileSync(cached, 'utf8');
  const { transformSync } = require('@swc/core') as typeof import('@swc/core');
  const { code } = transformSync(source, { ...options, filename: path });
  mkdirSync(cacheDir, { recursive: true });
  // Several processes may compile the same file: each sees a whole one or none.
  const unfinished = `${cached}.${process.pid}`;
  writeFileSync(unfinished, code);
  renameSync(unfinished, cached);
  return code;
}
