import { transformFile, type Options } from '@swc/core';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { projectDir } from './paths.ts';

export interface BuildResult {
  files: number;
  written: number;
  removed: number;
  milliseconds: number;
}

/**
 * Compiles services and libs into one shared `dist/`, with the same paths, and copies what lies beside the sources.
 * Takes only what is newer than its output. Types are checked elsewhere (`npm run types`).
 */
export async function build(root: string = projectDir): Promise<BuildResult> {
  const started = performance.now();
  forgetOtherBuilds(root);
  const sources = sourcesIn(root);
  const stale = sources.filter((source) => isStale(root, source));
  await Promise.all(stale.map((source) => produce(root, source)));
  const removed = removeOrphans(root, new Set(sources.map(outputOf)));
  return {
    files: sources.length,
    written: stale.length,
    removed,
    milliseconds: Math.round(performance.now() - started),
  };
}

function sourcesIn(root: string): string[] {
  const all = globSync(['apps/*/src/**/*', 'libs/*/src/**/*'], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  return all.filter((path) => !/^libs\/testing\/|\.spec\.ts$|\.d\.ts$|^apps\/console\//.test(path));
}

function outputOf(source: string): string {
  return join('dist', extname(source) === '.ts' ? source.replace(/\.ts$/, '.js') : source);
}

function isStale(root: string, source: string): boolean {
  const output = join(root, outputOf(source));
  return !existsSync(output) || statSync(output).mtimeMs < statSync(join(root, source)).mtimeMs;
}

async function produce(root: string, source: string): Promise<void> {
  const output = join(root, outputOf(source));
  mkdirSync(dirname(output), { recursive: true });
  if (extname(source) !== '.ts') return copyFileSync(join(root, source), output);
  const { code, map } = await transformFile(join(root, source), optionsFor(root));
  const name = output.slice(dirname(output).length + 1);
  writeFileSync(output, `${code}\n//# sourceMappingURL=${name}.map\n`);
  writeFileSync(`${output}.map`, map ?? '{}');
}

function optionsFor(root: string): Options {
  const libs = ['contracts', 'messaging', 'service-kit'];
  return {
    swcrc: false,
    configFile: false,
    sourceMaps: true,
    module: { type: 'es6', resolveFully: true },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      experimental: { keepImportAttributes: true },
      baseUrl: root,
      paths: Object.fromEntries(libs.map((lib) => [`@app/${lib}`, [`./libs/${lib}/src/index.ts`]])),
    },
  };
}

/** Another version of this file or of the compiler may compile differently. */
function forgetOtherBuilds(root: string): void {
  const stamp = join(root, 'dist/.compiler');
  const swc = readFileSync(join(projectDir, 'node_modules/@swc/core/package.json'), 'utf8');
  const compiler = `${(JSON.parse(swc) as { version: string }).version} ${JSON.stringify(optionsFor(root))}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === compiler) return;
  for (const dir of ['dist/apps', 'dist/libs']) rmSync(join(root, dir), { recursive: true, force: true });
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, compiler);
}

/** What no source stands behind any more would still be found by an import. */
function removeOrphans(root: string, outputs: Set<string>): number {
  const orphans = globSync(['dist/apps/**/*', 'dist/libs/**/*'], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !outputs.has(path.replace(/\.js\.map$/, '.js')));
  for (const path of orphans) rmSync(join(root, path));
  return orphans.length;
}

if (import.meta.main) {
  const { files, written, removed, milliseconds } = await build();
  process.stdout.write(`${written} of ${files} files compiled, ${removed} removed, ${milliseconds} ms\n`);
}
