/** Where services and contracts are listed by hand: one function each that adds to the text, one that takes away. */

/** A contract of a new service: its constant and its file below libs/contracts/src. */
export interface ListedContract {
  constant: string;
  /** `./sample/thing-made.v1.js` */
  path: string;
}

/** libs/contracts/src/index.ts, which is sorted by path. */
export function withExport(text: string, { path }: ListedContract): string {
  return inserted(text, /^export \* from '(\.\/[a-z0-9-]+\/.*)';$/, path, `export * from '${path}';`);
}

/** libs/contracts/src/catalogue.ts: the import and the entry of the list, in the same order. */
export function withContract(text: string, { constant, path }: ListedContract): string {
  const importing = /^import \{ \w+ \} from '(\.\/[a-z0-9-]+\/.*)';$/;
  const following = text.split('\n').find((line) => (importing.exec(line)?.[1] ?? '') > path);
  const next = following && /\{ (\w+) \}/.exec(following)?.[1];
  const listed = next
    ? text.replace(new RegExp(`^  ${next},$`, 'm'), `  ${constant},\n  ${next},`)
    : text.replace(/^\] as unknown/m, `  ${constant},\n] as unknown`);
  return inserted(listed, importing, path, `import { ${constant} } from '${path}';`);
}

/** Either of them without what comes from the folder of this service. */
export function withoutContracts(text: string, service: string): string {
  const isOwn = (line: string): boolean => line.includes(`from './${service}/`);
  const lines = text.split('\n');
  const constants = lines.filter(isOwn).flatMap((line) => /\{ (\w+) \}/.exec(line)?.[1] ?? []);
  return lines.filter((line) => !isOwn(line) && !constants.some((constant) => line === `  ${constant},`)).join('\n');
}

interface NestCli {
  projects: Record<string, { type: string; root: string }>;
}

/** nest-cli.json: applications by name, then the libs. */
export function withProject(text: string, name: string): string {
  const cli = JSON.parse(text) as NestCli;
  const project = {
    type: 'application',
    root: `apps/${name}`,
    entryFile: 'main',
    sourceRoot: `apps/${name}/src`,
    compilerOptions: { tsConfigPath: 'tsconfig.json' },
  };
  const entries = [...Object.entries(cli.projects), [name, project] as const];
  const rank = ([key, { type }]: readonly [string, { type: string }]): string =>
    `${type} ${type === 'application' ? key : ''}`;
  const sorted = entries.sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
  return JSON.stringify({ ...cli, projects: Object.fromEntries(sorted) }, null, 2);
}

export function withoutProject(text: string, name: string): string {
  const cli = JSON.parse(text) as NestCli;
  const { [name]: _gone, ...projects } = cli.projects;
  return JSON.stringify({ ...cli, projects }, null, 2);
}

/** .github/CODEOWNERS: the last rule that fits decides, so a team's folders stand before what all share. */
export function withOwner(text: string, name: string): string {
  const lines = text.split('\n');
  for (const folder of ['/apps/', '/libs/contracts/src/']) {
    const last = lines.findLastIndex((line) => line.startsWith(folder));
    lines.splice(
      last + 1,
      0,
      `${`${folder}${name}/`.padEnd(last < 0 ? 0 : lines[last]!.indexOf('@') - 1)} @tulga/${name}`,
    );
  }
  return lines.join('\n');
}

export function withoutOwner(text: string, name: string): string {
  return text
    .split('\n')
    .filter((line) => !line.endsWith(` @tulga/${name}`))
    .join('\n');
}

/** The line in its place among those whose first group sorts them, behind the last one when it is the greatest. */
function inserted(text: string, pattern: RegExp, key: string, line: string): string {
  const lines = text.split('\n');
  const keys = lines.map((candidate) => pattern.exec(candidate)?.[1]);
  const following = keys.findIndex((candidate) => candidate !== undefined && candidate > key);
  const place = following >= 0 ? following : keys.findLastIndex((candidate) => candidate !== undefined) + 1;
  return [...lines.slice(0, place), line, ...lines.slice(place)].join('\n');
}
