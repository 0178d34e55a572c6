import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** Text in up to three languages. */
export interface Localized {
  kk?: string;
  ru?: string;
  en?: string;
}

/** A person of the story. The first appointment is the main one. */
export interface PackPerson {
  key: string;
  name: { cyrillic: string; latin: string };
  appointments: { organization: string; category: string; title: Localized; from: string; until?: string }[];
}

export interface PackSession {
  key: string;
  module?: string;
  number: number;
  startsAt: string;
  endsAt: string;
  cancelled?: { at: string; reason: string };
  rescheduled?: { at: string; startsAt: string; endsAt: string; mode?: string };
  speakers?: ({ person?: string; name?: string } & Record<string, unknown>)[];
  exercise?: {
    title: Localized;
    tasks?: Localized[];
    groups: { name: string; members: string[]; leader: string; answer?: string }[];
  };
  reflection?: { prompt: Localized; answers: { person: string; text: string; visibility: string }[] };
  [detail: string]: unknown;
}

export interface PackNomination {
  person: string;
  organization: string;
  category?: string;
  submittedAt: string;
  decision: { at: string; kind: 'admit' | 'decline'; reason?: string; waiver?: string };
  withdrawal?: { at: string; reason: string };
}

export interface PackProject {
  key: string;
  panel: string;
  authors: string[];
  title: string;
  versions: { submittedAt: string; summary: string; problem?: string; evidence?: string; roadmap?: string }[];
  scores: { member: string; at: string; values: Record<string, number>; comment?: string }[];
  decision?: {
    at: string;
    protocolNumber: string;
    deviation?: { outcome: string; reason: string };
    recommendations?: string;
  };
}

export interface PackPanel {
  key: string;
  kind: string;
  title: Localized;
  quorum: number;
  scoringOpensAt: string;
  order?: { number: string; date: string };
  members: { person: string; organization: string; role: string; disclosed?: string }[];
}

/** A program as a story: the documented format is `demo/pack.schema.json`, these are the parts that the player names. */
export interface Pack {
  organizations: {
    key: string;
    name: Localized;
    kind: string;
    ownership?: string;
    level?: string;
    parent?: string;
    country?: string;
  }[];
  people: PackPerson[];
  program: {
    code: string;
    title: Localized;
    aliases?: Localized[];
    organizer: string;
    officer: string;
    author?: string;
    goals?: Localized[];
    description?: Localized;
    policyAnchor?: Record<string, unknown>;
    commission?: { commissioner: string; officer: string; documentNumber?: string; documentDate?: string };
  };
  cohort: {
    code: string;
    startsOn: string;
    nominations?: { opensAt: string; closesAt: string };
    documents: Record<string, unknown>[];
    partners: { organization: string; role: string }[];
    pauses?: { pausedAt: string; resumedAt: string }[];
    concludedAt?: string;
    participationStatedAt?: string;
    [detail: string]: unknown;
  };
  coordinators: { person: string; organizations: string[] }[];
  modules: ({ key: string; partners?: { organization: string; role: string }[] } & Record<string, unknown>)[];
  sessions: PackSession[];
  series?: ({ title: Localized; firstStartsAt: string } & Record<string, unknown>)[];
  institutions?: { organization: string; enrolledAt: string; withdrawal?: { at: string; reason: string } }[];
  nominations: PackNomination[];
  attendance: { usual: string; exceptions: { person: string; session: string; status: string }[] };
  nameConfirmations?: { at: string; except?: string[] };
  assessment?: {
    rubric: Record<string, unknown>;
    task: Record<string, unknown>;
    panels: PackPanel[];
    consultants?: { person: string; organization: string; sessions?: { at: string; note: string }[] }[];
    projects: PackProject[];
  };
  contributions?: { role: string; person?: string; organization?: string }[];
  ceremony?: {
    title: Localized;
    startsAt: string;
    venue?: unknown;
    presenters?: { person?: string; name?: string; office: Localized }[];
  };
  revocations?: { person: string; at: string; reason: string }[];
}

/** A pack that breaks the format. `faults` are JSON Pointers with what is wrong there. */
export class PackRefused extends Error {
  readonly faults: string[];

  constructor(file: string, faults: string[]) {
    super(`${file} is not a pack of this format:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Reads a pack and refuses it, with the pointer of each fault, before anything is started. */
export async function loadPack(file: string): Promise<Pack> {
  const schema = JSON.parse(await readFile(new URL('./pack.schema.json', import.meta.url), 'utf8'));
  const pack = await readJson(file);
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  (formats as unknown as (instance: Ajv2020) => void)(ajv);
  const validate = ajv.compile(schema);
  if (!validate(pack)) {
    const faults = (validate.errors ?? []).map((error) => {
      const name = error.params.additionalProperty ?? error.params.missingProperty;
      return `${error.instancePath || '/'} ${error.message}${name ? `: ${name}` : ''}`;
    });
    throw new PackRefused(file, faults);
  }
  const faults = brokenReferences(pack as Pack);
  if (faults.length > 0) throw new PackRefused(file, faults);
  return pack as Pack;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new PackRefused(file, [`/ ${(error as Error).message}`]);
  }
}

/** Members that name a person or an organization, wherever in the pack they stand. */
const PEOPLE = new Set(['person', 'officer', 'author', 'member', 'leader']);
const ORGANIZATIONS = new Set(['organization', 'organizer', 'commissioner', 'parent']);

function brokenReferences(pack: Pack): string[] {
  const faults: string[] = [];
  const known = {
    person: keysOf(pack.people, '/people', faults),
    organization: keysOf(pack.organizations, '/organizations', faults),
    session: keysOf(pack.sessions, '/sessions', faults),
    module: keysOf(pack.modules, '/modules', faults),
    panel: keysOf(pack.assessment?.panels ?? [], '/assessment/panels', faults),
    project: keysOf(pack.assessment?.projects ?? [], '/assessment/projects', faults),
  };
  const kindOf = (name: string): keyof typeof known | undefined => {
    if (PEOPLE.has(name)) return 'person';
    if (ORGANIZATIONS.has(name)) return 'organization';
    return name === 'session' || name === 'module' || name === 'panel' ? name : undefined;
  };
  const visit = (node: unknown, pointer: string): void => {
    if (node === null || typeof node !== 'object') return;
    for (const [name, value] of Object.entries(node)) {
      const kind = kindOf(name);
      if (kind && typeof value === 'string' && !known[kind].has(value))
        faults.push(`${pointer}/${name} names no ${kind} of this pack: ${value}`);
      else visit(value, `${pointer}/${name}`);
    }
  };
  visit(pack, '');
  return faults;
}

function keysOf(items: { key: string }[], pointer: string, faults: string[]): Set<string> {
  const keys = new Set<string>();
  items.forEach(({ key }, index) => {
    if (keys.has(key)) faults.push(`${pointer}/${index}/key is used twice: ${key}`);
    keys.add(key);
  });
  return keys;
}
