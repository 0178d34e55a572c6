import { transformFile } from '@swc/core';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from '../../../deploy/local/build.ts';
import { projectDir } from '../../../deploy/local/paths.ts';

const services = ['contracts', 'shop', 'store'];
const outDir = join(projectDir, 'dist/bench/delivery/ours');

/** Compiles the libs and, beside them, the bench's own services: decorators need a build. */
export async function compileServices(): Promise<void> {
  await build();
  mkdirSync(outDir, { recursive: true });
  for (const name of services) await compile(join(import.meta.dirname, `${name}.ts`));
}
async function compile(source: string): Promise<void> {
  const libs = globSync('*', { cwd: join(projectDir, 'libs') });
  const { code } = await transformFile(source, {
    swcrc: false,
    configFile: false,
    module: { type: 'es6', resolveFully: true },
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      baseUrl: projectDir,
      paths: Object.fromEntries(libs.map((lib) => [`@app/${lib}`, [`./libs/${lib}/src/index.ts`]])),
    },
  });
  writeFileSync(join(outDir, basename(source).replace('.ts', '.js')), code);
}

/** The compiled service of that name. */
export async function loadService<T>(name: 'shop' | 'store'): Promise<T> {
  return (await import(join(outDir, `${name}.js`))) as T;
}
