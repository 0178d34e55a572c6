import type { PlatformStatus } from './stage.ts';
import type { RefusedStep, World } from './world.ts';

/** One program of the report; every figure is read back from the services. */
export interface ProgramReport {
  code: string;
  organizations: number;
  nominated: number;
  enrolled: number;
  modulesHeld: number;
  sessionsHeld: number;
  attendanceRecords: number;
  evaluated: number;
  completedPeople: number;
  completedOrganizations: number;
  notCompleted: { subject: string; reasons: string[] }[];
  certificates: number;
  revoked: string[];
  participationRecords: number;
  acknowledgments: number;
  /** What the platform refused because the story asked for something that its rules forbid. */
  refused: RefusedStep[];
}

export interface Report {
  programs: ProgramReport[];
  baseUrl: string;
  events: Record<string, number>;
  evaluatedToIssuedMs: { p50: number; p99: number };
  doubles: number;
  deadLetters: number;
  /** What did not hold; empty in a good run. */
  failures: string[];
}

interface Readings {
  program: ProgramReport;
  evaluatedToIssuedMs: number[];
  liveDoubles: number;
}

/** Reads what the services know of one program. */
export async function readProgram(world: World): Promise<Readings> {
  const cohort = world.one.cohort;
  const figures = (service: string): Promise<Record<string, any>> =>
    world.asOfficer(`/api/${service}/v1/cohorts/${cohort}/figures`);
  const program = await world.asOfficer(`/api/programs/v1/programs/${world.one.program}`);
  const [programs, enrollment, certification] = await Promise.all(
    ['programs', 'enrollment', 'certification'].map(figures),
  );
  const assessment = world.pack.assessment ? await figures('assessment') : { evaluated: 0 };
  return {
    program: {
      code: program.code,
      organizations: enrollment.organizations,
      nominated: enrollment.nominated,
      enrolled: enrollment.enrolled,
      modulesHeld: programs.modulesHeld,
      sessionsHeld: programs.sessionsHeld,
      attendanceRecords: enrollment.attendanceRecords,
      evaluated: assessment.evaluated,
      completedPeople: enrollment.completedPeople,
      completedOrganizations: enrollment.completedOrganizations,
      notCompleted: await namesOf(world, enrollment.notCompleted),
      certificates: certification.certificates,
      revoked: certification.revoked,
      participationRecords: certification.participationRecords,
      acknowledgments: certification.acknowledgments,
      refused: world.refusals,
    },
    evaluatedToIssuedMs: certification.evaluatedToIssuedMs,
    liveDoubles: certification.liveDoubles,
  };
}

/** Ids say nothing to a reader, and change with every run: the directory knows the names. */
async function namesOf(
  world: World,
  open: { subject: { kind: string; id: string }; reasons: string[] }[],
): Promise<ProgramReport['notCompleted']> {
  const named = await Promise.all(
    open.map(async ({ subject, reasons }) => {
      const collection = subject.kind === 'person' ? 'people' : 'organizations';
      const { name } = await world.stage.asAdministrator(`/api/directory/v1/${collection}/${subject.id}`);
      return { subject: String(name.cyrillic ?? name.kk ?? name.ru ?? name.en), reasons: [...reasons].sort() };
    }),
  );
  return named.sort((a, b) => a.subject.localeCompare(b.subject, 'kk'));
}

/** Puts the run together: figures of the programs and of the platform behind them. */
export function reportOf(baseUrl: string, status: PlatformStatus, readings: Readings[]): Report {
  const services = Object.values(status.services);
  const sum = (name: 'doubles' | 'deadLetters'): number =>
    services.reduce((total, service) => total + service[name], 0);
  const events: Record<string, number> = {};
  for (const service of services)
    for (const [name, count] of Object.entries(service.events))
      events[`tulga.${name}`] = (events[`tulga.${name}`] ?? 0) + count;
  const delays = readings.flatMap((reading) => reading.evaluatedToIssuedMs).sort((a, b) => a - b);
  const report: Report = {
    programs: readings.map(({ program }) => program),
    baseUrl,
    events: Object.fromEntries(Object.entries(events).sort(([a], [b]) => (a < b ? -1 : 1))),
    evaluatedToIssuedMs: { p50: percentile(delays, 0.5), p99: percentile(delays, 0.99) },
    doubles: sum('doubles') + readings.reduce((total, { liveDoubles }) => total + liveDoubles, 0),
    deadLetters: sum('deadLetters'),
    failures: [],
  };
  report.failures.push(...failuresOf(report));
  return report;
}

/** Value below which the share of sorted values lies (nearest rank). */
function percentile(sorted: number[], share: number): number {
  return sorted.length === 0 ? 0 : Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]);
}

/** What must be true whatever the pack says. */
function failuresOf(report: Report): string[] {
  const failures: string[] = [];
  if (report.doubles > 0) failures.push(`${report.doubles} facts or documents were doubled`);
  if (report.deadLetters > 0) failures.push(`${report.deadLetters} dead letters`);
  for (const program of report.programs) {
    const say = (text: string): void => void failures.push(`${program.code}: ${text}`);
    if (program.enrolled > program.nominated) say(`${program.enrolled} enrolled of ${program.nominated} nominated`);
    if (program.certificates > program.completedPeople)
      say(`${program.certificates} certificates for ${program.completedPeople} completions`);
  }
  const issued = report.events['tulga.certification.certificate.issued.v1'] ?? 0;
  const documents = report.programs.reduce(
    (total, program) => total + program.certificates + program.participationRecords,
    0,
  );
  if (issued !== documents) failures.push(`${issued} certificates were announced and ${documents} are registered`);
  return failures;
}
