import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from './build.ts';
import { projectDir } from './paths.ts';

const sources = {
  'libs/contracts/src/index.ts': `export * from './code.js';\n`,
  'libs/contracts/src/code.ts': `export const code: string = 'a';\n`,
  'libs/testing/src/index.ts': `export const never = 1;\n`,
  'apps/programs/src/main.ts': `import { code } from '@app/contracts';\nimport { deep } from './deep/deep.js';\nexport default [code, deep];\n`,
  'apps/programs/src/deep/deep.ts': `import { code } from '@app/contracts';\nexport const deep = code;\n`,
  'apps/programs/src/deep/deep.spec.ts': `never();\n`,
  'apps/programs/src/pages/page.html': `<p>page</p>\n`,
};

describe('build', () => {
  let root: string;
  const dist = (path: string): string => join(root, 'dist', path);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tulga-build-'));
    symlinkSync(join(projectDir, 'node_modules'), join(root, 'node_modules'));
    for (const [path, text] of Object.entries(sources)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('turns aliases into relative paths and copies what is no source', async () => {
    expect(await build(root)).toMatchObject({ files: 5, written: 5 });

    expect(readFileSync(dist('apps/programs/src/main.js'), 'utf8')).toContain(
      `from "../../../libs/contracts/src/index.js"`,
    );
    expect(readFileSync(dist('apps/programs/src/deep/deep.js'), 'utf8')).toContain(
      `from "../../../../libs/contracts/src/index.js"`,
    );
    expect(existsSync(dist('apps/programs/src/main.js.map'))).toBe(true);
    expect(existsSync(dist('apps/programs/src/pages/page.html'))).toBe(true);
    expect(existsSync(dist('apps/programs/src/deep/deep.spec.js'))).toBe(false);
    expect(existsSync(dist('libs/testing/src/index.js'))).toBe(false);
  });

  it('compiles again only what has changed and removes what is gone', async () => {
    await build(root);
    const changed = join(root, 'libs/contracts/src/code.ts');
    writeFileSync(changed, `export const code: string = 'b';\n`);
    utimesSync(changed, new Date(), new Date(Date.now() + 2000));
    rmSync(join(root, 'apps/programs/src/deep/deep.ts'));

    expect(await build(root)).toMatchObject({ written: 1, removed: 2 });
    expect(readFileSync(dist('libs/contracts/src/code.js'), 'utf8')).toContain(`'b'`);
    expect(existsSync(dist('apps/programs/src/deep/deep.js'))).toBe(false);
  });
});
