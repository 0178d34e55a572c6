import type { Pack, PackNomination, PackPerson, PackProject } from '../../demo/pack.ts';
import type { Random } from '../../libs/testing/src/random.ts';
import { nameOf } from './names.ts';

/** What becomes of a nominee; only the first two ever hold a certificate. */
export type Fate = 'certified' | 'revoked' | 'withdrawn' | 'failed' | 'absent' | 'declined' | 'unconfirmed';

/** A small program with all that happens in it, and what must have become of everybody when it is over. */
export interface ProgramPlan {
  pack: Pack;
  /** By the key of the nominee. */
  fates: Map<string, Fate>;
  /** Who completes only because a sheet that called the person absent is corrected. */
  absentAtFirst: string;
  /** Whom somebody nominates a second time, which the rules forbid. */
  nominatedTwice: string;
  /** How long those wait who ask once, in milliseconds. */
  impatience: number[];
}

/** Some are answered in time and most are not. */
const IMPATIENCE = { times: 4, fromMs: 2, toMs: 60 };
const SESSIONS = 3;
const SCORERS = ['chair', 'judge-a', 'judge-b', 'judge-c'];
const FATES: readonly Fate[] = [
  ...Array<Fate>(5).fill('certified'),
  ...(['revoked', 'withdrawn', 'failed', 'absent', 'declined', 'unconfirmed'] as const),
];

/** Draws a program. Its days lie before `today`, so that everything may happen at once. */
export function planProgram(code: string, today: string, random: Random): ProgramPlan {
  // Somebody has to be judged, or there is no panel to sit.
  const drawn: Fate[] = ['certified', ...Array.from({ length: random.between(2, 5) }, () => random.pick(FATES))];
  const fates = new Map(drawn.map((fate, index) => [`nominee-${index + 1}`, fate]));
  const draft = { code, day: new Date(Date.parse(today) - 2 * 86_400_000).toISOString().slice(0, 10), fates, random };
  const absentAtFirst = random.pick(keysOf(fates, 'certified'));
  const homes = Array.from({ length: random.between(1, 2) }, (_, index) => `school-${index + 1}`);
  const pack: Pack = {
    organizations: organizationsOf(code, homes),
    people: peopleOf(code, homes, fates),
    program: { code, title: text(`Бағдарлама ${code}`), organizer: 'organizer', officer: 'officer' },
    cohort: cohortOf(draft),
    coordinators: [{ person: 'coordinator', organizations: homes }],
    modules: [moduleOf(draft)],
    sessions: Array.from({ length: SESSIONS }, (_, index) => sessionOf(draft, index + 1)),
    nominations: [...fates].map(([person, fate], index) => nominationOf(draft, person, fate, homeOf(homes, index))),
    attendance: { usual: 'present', exceptions: absencesOf([...keysOf(fates, 'absent'), absentAtFirst]) },
    nameConfirmations: { at: at(draft.day, '13:00'), except: keysOf(fates, 'unconfirmed') },
    assessment: assessmentOf(draft),
    contributions: [
      { role: 'mentor', person: 'mentor' },
      { role: 'partner', organization: 'association' },
    ],
    ceremony: { title: text('Салтанатты рәсім'), startsAt: at(draft.day, '17:00'), presenters: [] },
    revocations: keysOf(fates, 'revoked').map((person) => ({
      ...{ person, at: at(draft.day, '19:00'), reason: 'issued-in-error' },
    })),
  };
  const { times, fromMs, toMs } = IMPATIENCE;
  const impatience = Array.from({ length: times }, () => random.between(fromMs, toMs));
  return { pack, fates, absentAtFirst, nominatedTwice: random.pick([...fates.keys()]), impatience };
}

interface Draft {
  code: string;
  day: string;
  fates: Map<string, Fate>;
  random: Random;
}

function organizationsOf(code: string, homes: string[]): Pack['organizations'] {
  const kinds = { organizer: 'university', association: 'association' };
  const named = Object.entries(kinds).map(([key, kind]) => ({ key, kind, name: text(`${key} ${code}`) }));
  return [
    ...named,
    ...homes.map((key) => ({ key, kind: 'school', ownership: 'public', name: text(`${key} ${code}`) })),
  ];
}

function peopleOf(code: string, homes: string[], fates: Map<string, Fate>): PackPerson[] {
  const staff = { officer: 'organizer', chair: 'organizer', coordinator: homes[0] };
  const others = {
    'judge-a': 'association',
    'judge-b': 'association',
    'judge-c': 'association',
    mentor: 'association',
  };
  const keys = Object.entries({ ...staff, ...others });
  const nominees = [...fates.keys()].map((key, index) => [key, homeOf(homes, index)]);
  return [...keys, ...nominees].map(([key, organization], index) => ({
    key,
    name: nameOf(code, index),
    appointments: [
      {
        ...{ organization, category: key.startsWith('nominee') ? 'school-principal' : 'specialist' },
        ...{ title: text('Қызметкер'), from: '2021-09-01' },
      },
    ],
  }));
}

function cohortOf({ code, day }: Draft): Pack['cohort'] {
  const document = { numberPrefix: 'CHK', title: text('Құжат') };
  return {
    ...{ code: `${code}-1`, title: text(`Легі ${code}`), startsOn: day, endsOn: day, subjectKind: 'person' },
    ...{ seats: { total: 20 }, targetCategories: ['school-principal'] },
    completionRule: { version: 1, minimumAttendance: 0.6, minimumModules: 1, requiresPassedProject: true },
    documents: [
      {
        ...{ kind: 'completion-certificate', ground: 'completion', ...document },
        ...{ statesResults: true, requiresConfirmedName: true },
      },
      {
        ...{ kind: 'acknowledgment', ground: 'contribution', ...document, numberPrefix: 'CHKA' },
        ...{ statesResults: false, requiresConfirmedName: false },
      },
    ],
    partners: [{ organization: 'association', role: 'expert-provider' }],
    concludedAt: at(day, '18:00'),
  };
}

function moduleOf({ day }: Draft): Pack['modules'][number] {
  const place = { country: 'KZ', city: 'Астана', timeZone: 'Asia/Almaty' };
  return { key: 'module', number: 1, title: text('Модуль'), kind: 'regular', ...place, startsOn: day, endsOn: day };
}

function sessionOf({ day }: Draft, number: number): Pack['sessions'][number] {
  const times = {
    startsAt: at(day, `0${number + 6}:30`),
    endsAt: at(day, `${String(number + 8).padStart(2, '0')}:00`),
  };
  const manner = { format: 'lecture', mode: 'online', timeZone: 'Asia/Almaty', counted: true };
  return { key: `session-${number}`, module: 'module', number, title: text(`Сабақ ${number}`), ...times, ...manner };
}

function nominationOf({ day }: Draft, person: string, fate: Fate, organization: string): PackNomination {
  return {
    ...{ person, organization, submittedAt: at(day, '08:10') },
    decision: { at: at(day, '08:20'), kind: fate === 'declined' ? 'decline' : 'admit' },
    ...(fate === 'withdrawn' && { withdrawal: { at: at(day, '10:30'), reason: 'appointed-elsewhere' } }),
  };
}

/** Too many to complete. */
function absencesOf(people: string[]): Pack['attendance']['exceptions'] {
  return people.flatMap((person) =>
    ['session-1', 'session-2'].map((session) => ({ person, session, status: 'absent' })),
  );
}

function assessmentOf(draft: Draft): Pack['assessment'] {
  const seats = SCORERS.map((person) => ({
    ...{ person, organization: person === 'chair' ? 'organizer' : 'association' },
    role: person === 'chair' ? 'chair' : 'member',
  }));
  return {
    rubric: { title: text('Бағалау'), passMark: 60, criteria: ['relevance', 'impact'].map(criterion) },
    task: { kind: 'project', title: text('Жоба'), dueAt: '2099-01-01T00:00:00Z', lateAllowed: true },
    panels: [
      {
        ...{ key: 'panel', kind: 'panel', title: text('Топ'), quorum: 3, members: seats },
        scoringOpensAt: at(draft.day, '15:00'),
      },
    ],
    projects: [...draft.fates]
      .filter(([, fate]) => fate !== 'declined')
      .map(([key, fate]) => projectOf(draft, key, fate)),
  };
}

function criterion(code: string): object {
  const levels = [0, 10].map((score) => ({ score, description: text(`деңгей ${score}`) }));
  return { code, title: text(code), weight: 50, maxScore: 10, levels };
}

function projectOf({ code, day, random }: Draft, author: string, fate: Fate): PackProject {
  const score = (): number => (fate === 'failed' ? random.between(1, 4) : random.between(7, 10));
  const scores = SCORERS.map((member) => ({
    ...{ member, at: at(day, '15:10') },
    values: { relevance: score(), impact: score() },
  }));
  return {
    ...{ key: `project-${author}`, panel: 'panel', authors: [author], title: `Жоба ${author}` },
    versions: [{ submittedAt: at(day, '14:00'), summary: 'Қысқаша мазмұны' }],
    ...{ scores, decision: { at: at(day, '16:00'), protocolNumber: `${code}-${author}` } },
  };
}

function keysOf(fates: Map<string, Fate>, wanted: Fate): string[] {
  return [...fates].filter(([, fate]) => fate === wanted).map(([key]) => key);
}

function homeOf(homes: string[], index: number): string {
  return homes[index % homes.length];
}

function at(day: string, time: string): string {
  return `${day}T${time}:00+05:00`;
}

function text(kk: string): { kk: string } {
  return { kk };
}
