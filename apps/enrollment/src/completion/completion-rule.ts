import type { CompletionRule } from '@app/contracts';

/** Why a subject has not completed, in the order in which they are told. */
export type MissedReason =
  | 'withdrawn'
  | 'attendance-below-minimum'
  | 'modules-below-minimum'
  | 'required-module-missed'
  | 'project-not-submitted'
  | 'project-not-evaluated'
  | 'project-not-passed';

/** What a cohort offers: the same for all of its subjects. */
export interface Course {
  rule: CompletionRule;
  /** Delivery has ended: what is not fulfilled by now is missed. */
  concluded: boolean;
  /** Counted sessions only. */
  sessions: readonly CourseSession[];
  modules: readonly CourseModule[];
}

export interface CourseSession {
  id: string;
  moduleId: string | null;
  status: 'scheduled' | 'held' | 'cancelled';
  /** Its attendance sheet is there. */
  recorded: boolean;
}

export interface CourseModule {
  id: string;
  kind: string;
  /** Sessions of it were announced, counted or not. Until then nobody knows what it will count for. */
  scheduled: boolean;
}

/** What a subject, a person or an institution, has done so far. */
export interface Standing {
  withdrawn: boolean;
  /** Counted sessions attended; by an institution, if one of its people did. */
  attended: ReadonlySet<string>;
  /** The work that counts for it: a passed one, else the newest. */
  project: ProjectStanding | null;
}

export interface ProjectStanding {
  projectId: string;
  /** Null until it is evaluated. */
  outcome: 'passed' | 'failed' | 'revise' | null;
}

export interface CompletionInputs {
  countedSessions: number;
  attendedSessions: number;
  attendedModules: number;
  projectId: string | null;
  outcome: string | null;
}

export interface Verdict {
  status: 'open' | 'attained' | 'missed';
  /** What is not fulfilled: why it was missed or, while open, what is still lacking. */
  reasons: MissedReason[];
  inputs: CompletionInputs;
}

/**
 * The completion rule: one function for both kinds of subject and for any order in which facts arrive. Attained as
 * soon as nothing outstanding could change the answer; missed only when the cohort has been concluded.
 */
export function assessCompletion(course: Course, standing: Standing): Verdict {
  const inputs = inputsOf(course, standing);
  const reasons = unfulfilled(course, standing, inputs);
  const attained = reasons.length === 0 && (course.concluded || !hasOutstandingSessions(course));
  const status = attained ? 'attained' : course.concluded ? 'missed' : 'open';
  return { status, reasons, inputs };
}

/** Whether attendance may still grow: something is to be held, to be recorded, or not even scheduled. */
export function hasOutstandingSessions({ sessions, modules }: Pick<Course, 'sessions' | 'modules'>): boolean {
  const isOutstanding = ({ status, recorded }: CourseSession) =>
    status === 'scheduled' || (status === 'held' && !recorded);
  return sessions.some(isOutstanding) || modules.some((module) => !module.scheduled);
}

function inputsOf(course: Course, { attended, project }: Standing): CompletionInputs {
  const counted = takingPlace(course);
  const visited = counted.filter((session) => attended.has(session.id));
  return {
    countedSessions: counted.length,
    attendedSessions: visited.length,
    attendedModules: modulesOf(visited).size,
    projectId: project?.projectId ?? null,
    outcome: project?.outcome ?? null,
  };
}

function unfulfilled(course: Course, standing: Standing, inputs: CompletionInputs): MissedReason[] {
  if (standing.withdrawn) return ['withdrawn'];
  const { rule } = course;
  const reasons: MissedReason[] = [];
  if (rule.minimumAttendance !== undefined && !attendsEnough(rule.minimumAttendance, inputs)) {
    reasons.push('attendance-below-minimum');
  }
  if (rule.minimumModules !== undefined && inputs.attendedModules < rule.minimumModules) {
    reasons.push('modules-below-minimum');
  }
  if (rule.requiredModuleKind !== undefined && missesRequiredModule(course, rule.requiredModuleKind, standing)) {
    reasons.push('required-module-missed');
  }
  if (rule.requiresPassedProject) reasons.push(...lackingProject(standing.project));
  return reasons;
}

/** Nobody fulfils a share of nothing. */
function attendsEnough(minimum: number, { attendedSessions, countedSessions }: CompletionInputs): boolean {
  return countedSessions > 0 && attendedSessions / countedSessions >= minimum;
}

/** Nobody misses a module whose sessions were all cancelled, but one of that kind must have been announced. */
function missesRequiredModule(course: Course, kind: string, { attended }: Standing): boolean {
  const required = course.modules.filter((module) => module.kind === kind);
  const counted = takingPlace(course);
  const given = modulesOf(counted);
  const visited = modulesOf(counted.filter((session) => attended.has(session.id)));
  return required.length === 0 || required.some(({ id }) => given.has(id) && !visited.has(id));
}

function lackingProject(project: ProjectStanding | null): MissedReason[] {
  if (!project) return ['project-not-submitted'];
  if (project.outcome === null) return ['project-not-evaluated'];
  return project.outcome === 'passed' ? [] : ['project-not-passed'];
}

function takingPlace({ sessions }: Course): CourseSession[] {
  return sessions.filter((session) => session.status !== 'cancelled');
}

function modulesOf(sessions: readonly CourseSession[]): Set<string> {
  return new Set(sessions.flatMap(({ moduleId }) => moduleId ?? []));
}
