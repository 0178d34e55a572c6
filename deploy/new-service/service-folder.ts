import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readManifests } from '../local/manifests.ts';
import { projectDir } from '../local/paths.ts';
import { readContractName } from '../nats/manifest.ts';
import {
  withContract,
  withExport,
  withOwner,
  withProject,
  withoutContracts,
  withoutOwner,
  withoutProject,
} from './listings.ts';
import { foldersOf, namesOf, requireFree } from './names.ts';
import { laidOut, renderedFiles } from './templates.ts';

const files = {
  index: 'libs/contracts/src/index.ts',
  catalogue: 'libs/contracts/src/catalogue.ts',
  nest: 'nest-cli.json',
  owners: '.github/CODEOWNERS',
};

/** Writes a new service and lists it wherever services are listed. Tells what to do next. */
export async function addService(name: string): Promise<string[]> {
  const names = namesOf(name, Date.now());
  requireFree(name);
  for (const [path, text] of await renderedFiles(names)) {
    mkdirSync(dirname(join(projectDir, path)), { recursive: true });
    writeFileSync(join(projectDir, path), text);
  }
  const contract = {
    constant: `${names.Name}AnnouncementPublishedV1`,
    path: `./${name}/announcement-published.v1.js`,
  };
  await edit(files.index, (text) => withExport(text, contract));
  await edit(files.catalogue, (text) => withContract(text, contract));
  await edit(files.nest, (text) => withProject(text, name));
  await edit(files.owners, (text) => withOwner(text, name));
  return [
    `apps/${name} and libs/contracts/src/${name} are made, listed and documented.`,
    `  npx jest apps/${name}     its specs`,
    '  npm start -- --reset     the platform with it (a platform that runs already does not know it)',
    `  apps/${name}/README.md   what it is; replace it by your own`,
  ];
}

/** Removes a service that is nobody's work yet: not committed, and consumed by no other. */
export async function removeService(name: string): Promise<string[]> {
  const folders = Object.values(foldersOf(namesOf(name, 0).name));
  if (!folders.some((folder) => existsSync(folder))) throw new Error(`There is no service ${name}`);
  if (isCommitted(name)) throw new Error(`apps/${name} is committed: remove it with git, after its consumers`);
  const consumers = consumersOf(name);
  if (consumers.length) throw new Error(`${consumers.join(', ')} consume what ${name} publishes`);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await edit(files.index, (text) => withoutContracts(text, name));
  await edit(files.catalogue, (text) => withoutContracts(text, name));
  await edit(files.nest, (text) => withoutProject(text, name));
  await edit(files.owners, (text) => withoutOwner(text, name));
  return [`${name} is removed. A platform that has run with it keeps its database and consumers until --reset.`];
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const absolute = join(projectDir, path);
  if (!existsSync(absolute)) return;
  const text = change(readFileSync(absolute, 'utf8'));
  writeFileSync(absolute, /\.(ts|json)$/.test(path) ? await laidOut(path, text) : text);
}

function isCommitted(name: string): boolean {
  const { stdout } = spawnSync('git', ['ls-files', `apps/${name}`], { cwd: projectDir, encoding: 'utf8' });
  return Boolean(stdout?.trim());
}

function consumersOf(service: string): string[] {
  return readManifests()
    .filter(
      ({ name, consumes }) => name !== service && consumes.some((text) => readContractName(text).service === service),
    )
    .map(({ name }) => name);
}
