import { join } from 'node:path';
import { loadPack, type Pack } from '../../demo/pack.ts';

const REGIONAL = join(import.meta.dirname, '../../demo/packs/regional-leadership.json');
/** One session of each module: enough for the completion rule. */
const SESSIONS = ['s1', 's4', 's6', 's8', 's11', 's15'];

/**
 * The regional program with the first `size` nominees and one panel: the same rules, a tenth of the people.
 * `code` keeps the programs of one platform apart.
 */
export async function smallPack(code: string, size: number): Promise<Pack> {
  const pack = await loadPack(REGIONAL);
  const [panel] = pack.assessment!.panels;
  pack.program.code = code;
  pack.cohort.code = `${code}-2025`;
  pack.nominations = pack.nominations.filter(({ withdrawal }) => !withdrawal).slice(0, size);
  const nominees = new Set(pack.nominations.map(({ person }) => person));
  pack.sessions = pack.sessions.filter(({ key }) => SESSIONS.includes(key));
  pack.attendance.exceptions = [];
  pack.revocations = [];
  pack.assessment!.panels = [panel];
  pack.assessment!.projects = pack
    .assessment!.projects.filter(({ authors }) => nominees.has(authors[0]))
    .map((project, index) => ({
      ...project,
      panel: panel.key,
      scores: panel.members
        .filter(({ role }) => role !== 'secretary')
        .map(({ person }) => ({ ...project.scores[0], member: person, values: evenly(8) })),
      decision: { ...project.decision!, protocolNumber: `${code}-${index + 1}` },
    }));
  return withoutStrangers(pack, nominees);
}

/** Scores all criteria alike. */
export function evenly(score: number): Record<string, number> {
  return { relevance: score, feasibility: score, impact: score, 'responsible-ai': score, roadmap: score };
}

/** Drops coordinators, people and organizations that the smaller story does not need. */
function withoutStrangers(pack: Pack, nominees: Set<string>): Pack {
  const homes = new Set(pack.nominations.map(({ organization }) => organization));
  pack.coordinators = pack.coordinators
    .map(({ person, organizations }) => ({ person, organizations: organizations.filter((key) => homes.has(key)) }))
    .filter(({ organizations }) => organizations.length > 0);
  const everybody = new Set(pack.nominations.length > 0 ? pack.people.map(({ key }) => key) : []);
  const nominated = /^(head|principal|deputy)-/;
  const coordinating = new Set(pack.coordinators.map(({ person }) => person));
  for (const key of everybody) {
    const isStranger = nominated.test(key)
      ? !nominees.has(key)
      : key.startsWith('coordinator-') && !coordinating.has(key);
    if (isStranger) everybody.delete(key);
  }
  pack.people = pack.people.filter(({ key }) => everybody.has(key));
  const needed = new Set(
    pack.people.flatMap(({ appointments }) => appointments.map(({ organization }) => organization)),
  );
  for (const partner of pack.contributions ?? []) if (partner.organization) needed.add(partner.organization);
  for (const { key, parent } of [...pack.organizations].reverse()) if (needed.has(key) && parent) needed.add(parent);
  pack.organizations = pack.organizations.filter(({ key }) => needed.has(key));
  return pack;
}
