import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../local/paths.ts';
import {
  withContract,
  withExport,
  withOwner,
  withProject,
  withoutContracts,
  withoutOwner,
  withoutProject,
} from './listings.ts';
import { laidOut } from './templates.ts';

const read = (path: string): string => readFileSync(join(projectDir, path), 'utf8');
const at = (name: string) => ({ constant: 'ThingMadeV1', path: `./${name}/thing-made.v1.js` });

describe.each(['aaa', 'middle', 'zzz-12'])('A service called %s', (name) => {
  it('has its contracts in their place, and takes them away again', () => {
    const [index, catalogue] = [read('libs/contracts/src/index.ts'), read('libs/contracts/src/catalogue.ts')];

    const [exported, listed] = [withExport(index, at(name)), withContract(catalogue, at(name))];

    const paths = [...exported.matchAll(/^export \* from '(\.\/[a-z0-9-]+\/.*)';$/gm)].map(([, path]) => path!);
    expect(paths.indexOf(at(name).path)).toBe([...paths].sort().indexOf(at(name).path));
    expect(listed).toContain(`import { ThingMadeV1 } from './${name}/thing-made.v1.js';`);
    expect(listed.match(/^ {2}ThingMadeV1,$/gm)).toHaveLength(1);
    expect(withoutContracts(exported, name)).toBe(index);
    expect(withoutContracts(listed, name)).toBe(catalogue);
  });

  it('is a project and has an owner, until it is gone', async () => {
    const [nest, owners] = [read('nest-cli.json'), read('.github/CODEOWNERS')];
    const [more, owned] = [withProject(nest, name), withOwner(owners, name)];

    expect(Object.keys((JSON.parse(more) as { projects: object }).projects).indexOf('contracts')).toBe(
      Object.keys((JSON.parse(nest) as { projects: object }).projects).indexOf('contracts') + 1,
    );
    expect(await laidOut('nest-cli.json', withoutProject(more, name))).toBe(nest);
    expect(owned).toMatch(new RegExp(`^/apps/${name}/ +@tulga/${name}$`, 'm'));
    expect(owned.indexOf(`/libs/contracts/src/${name}/`)).toBeLessThan(owned.indexOf('\n/libs/  '));
    expect(withoutOwner(owned, name)).toBe(owners);
  });
});
