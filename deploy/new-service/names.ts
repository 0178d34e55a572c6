import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../local/paths.ts';

/** What a service is called in each place where it has a name. */
export interface Names {
  /** Folder, database role, broker user: `study-visits`. */
  name: string;
  /** Classes: `StudyVisits`. */
  Name: string;
  /** Constants: `studyVisits`. */
  camel: string;
  title: string;
  database: string;
  /** Time of its first migration. */
  epoch: string;
}

/** Users of the broker, containers and addresses that are taken. */
const taken = new Set(['admin', 'broker', 'console', 'contracts', 'docs', 'keycloak', 'mailpit', 'messaging', 'nats']);
for (const more of ['oidc', 'platform', 'postgres', 'service-kit', 'shared', 'testing', 'vocabulary']) taken.add(more);

/** The names of a new service, or an error that says what is wrong with this one. */
export function namesOf(name: string, epoch: number): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 40) {
    throw new Error(`"${name}" is no name of a service: small letters, digits and single dashes, such as study-visits`);
  }
  if (taken.has(name)) throw new Error(`"${name}" means something else already`);
  const words = name.split('-');
  const Name = words.map(capitalized).join('');
  return {
    name,
    Name,
    camel: `${Name[0]!.toLowerCase()}${Name.slice(1)}`,
    title: capitalized(words.join(' ')),
    database: `tulga_${words.join('_')}`,
    epoch: String(epoch),
  };
}

/** The folders that a service has for itself. */
export function foldersOf(name: string): { app: string; contracts: string } {
  return { app: join(projectDir, 'apps', name), contracts: join(projectDir, 'libs/contracts/src', name) };
}

/** Refuses a name that somebody has. */
export function requireFree(name: string): void {
  for (const folder of Object.values(foldersOf(name))) {
    if (existsSync(folder)) throw new Error(`${folder} is there already`);
  }
}

function capitalized(word: string): string {
  return `${word[0]!.toUpperCase()}${word.slice(1)}`;
}
