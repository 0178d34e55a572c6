import { aCourse, aModule, aSession, aStanding } from '../../test/builders.js';
import { assessCompletion, type MissedReason, type ProjectStanding } from './completion-rule.js';

const outcome = (value: ProjectStanding['outcome']) => ({ projectId: 'p1', outcome: value });
const tenSessions = Array.from({ length: 10 }, (_, index) => aSession(`s${index}`));
const attending = (count: number) => tenSessions.slice(0, count).map(({ id }) => id);

describe('The completion rule', () => {
  describe('of attendance', () => {
    it.each([
      [0.8, 8, true],
      [0.8, 7, false],
      [0.7, 7, true],
      [1, 10, true],
      [1, 9, false],
      [0, 0, true],
    ])('asks for a share of %p: %p of 10 sessions → %p', (minimumAttendance, attended, holds) => {
      const course = aCourse({ rule: { minimumAttendance }, sessions: tenSessions, concluded: true });

      const verdict = assessCompletion(course, aStanding({ attended: attending(attended) }));

      expect(verdict.status).toBe(holds ? 'attained' : 'missed');
      expect(verdict.reasons).toEqual(holds ? [] : ['attendance-below-minimum']);
      expect(verdict.inputs).toMatchObject({ countedSessions: 10, attendedSessions: attended });
    });

    it('leaves cancelled sessions out', () => {
      const sessions = [aSession('s1'), aSession('s2', { status: 'cancelled', recorded: false })];

      const verdict = assessCompletion(
        aCourse({ rule: { minimumAttendance: 1 }, sessions }),
        aStanding({ attended: ['s1'] }),
      );

      expect(verdict).toMatchObject({ status: 'attained', inputs: { countedSessions: 1, attendedSessions: 1 } });
    });

    it('is not fulfilled by a cohort without sessions', () => {
      const course = aCourse({ rule: { minimumAttendance: 0 } });

      expect(assessCompletion(course, aStanding())).toMatchObject({
        status: 'open',
        reasons: ['attendance-below-minimum'],
      });
    });
  });

  describe('of modules', () => {
    const modules = [aModule('m1'), aModule('m2'), aModule('abroad', { kind: 'international' })];
    const sessions = [
      aSession('s1', { moduleId: 'm1' }),
      aSession('s2', { moduleId: 'm1' }),
      aSession('s3', { moduleId: 'm2' }),
      aSession('s4', { moduleId: 'abroad' }),
    ];

    it.each([
      [['s1', 's2'], 1, 'open'],
      [['s1', 's3'], 2, 'attained'],
      [['s1', 's2', 's3', 's4'], 3, 'attained'],
    ])('counts those with a session attended: %p → %p', (attended, attendedModules, status) => {
      const verdict = assessCompletion(
        aCourse({ rule: { minimumModules: 2 }, sessions, modules }),
        aStanding({ attended }),
      );

      expect(verdict).toMatchObject({ status, inputs: { attendedModules } });
    });

    it.each([
      [['s1', 's2', 's3'], ['required-module-missed']],
      [['s4'], []],
    ])('lets nobody miss the required kind: %p → %p', (attended, reasons) => {
      const course = aCourse({ rule: { requiredModuleKind: 'international' }, sessions, modules });

      expect(assessCompletion(course, aStanding({ attended })).reasons).toEqual(reasons);
    });

    it('asks nobody for a required module whose sessions were all cancelled', () => {
      const cancelled = sessions.map((session) =>
        session.id === 's4' ? aSession('s4', { status: 'cancelled' }) : session,
      );
      const course = aCourse({ rule: { requiredModuleKind: 'international' }, sessions: cancelled, modules });

      expect(assessCompletion(course, aStanding()).reasons).toEqual([]);
    });

    it('is not fulfilled while no module of the required kind is announced', () => {
      const course = aCourse({ rule: { requiredModuleKind: 'final' }, sessions, modules });

      expect(assessCompletion(course, aStanding({ attended: ['s1'] })).reasons).toEqual(['required-module-missed']);
    });
  });

  describe('of a project', () => {
    it.each<[ProjectStanding | null, MissedReason[]]>([
      [null, ['project-not-submitted']],
      [outcome(null), ['project-not-evaluated']],
      [outcome('failed'), ['project-not-passed']],
      [outcome('revise'), ['project-not-passed']],
      [outcome('passed'), []],
    ])('%j lacks %p', (project, reasons) => {
      const verdict = assessCompletion(aCourse({ rule: { requiresPassedProject: true } }), aStanding({ project }));

      expect(verdict).toMatchObject({ status: reasons.length === 0 ? 'attained' : 'open', reasons });
    });

    it('tells the outcome even where the rule does not ask for one', () => {
      expect(assessCompletion(aCourse(), aStanding({ project: outcome('failed') }))).toMatchObject({
        status: 'attained',
        inputs: { projectId: 'p1', outcome: 'failed' },
      });
    });
  });

  describe('while something is outstanding', () => {
    it.each([
      ['a session to be held', [aSession('s1'), aSession('s2', { status: 'scheduled', recorded: false })], []],
      ['a sheet to be recorded', [aSession('s1'), aSession('s2', { recorded: false })], []],
      ['a module without sessions', [aSession('s1')], [aModule('m1', { scheduled: false })]],
    ])('stays open although it holds: %s', (_, sessions, modules) => {
      const course = aCourse({ rule: { minimumAttendance: 0.5 }, sessions, modules });
      const standing = aStanding({ attended: ['s1'] });

      expect(assessCompletion(course, standing)).toMatchObject({ status: 'open', reasons: [] });
      expect(assessCompletion({ ...course, concluded: true }, standing).status).toBe('attained');
    });
  });

  describe('when the cohort is concluded', () => {
    it('tells every reason', () => {
      const course = aCourse({
        rule: { minimumAttendance: 0.8, minimumModules: 1, requiredModuleKind: 'final', requiresPassedProject: true },
        sessions: [aSession('s1', { moduleId: 'm1' })],
        modules: [aModule('m1', { kind: 'final' })],
        concluded: true,
      });

      expect(assessCompletion(course, aStanding())).toMatchObject({
        status: 'missed',
        reasons: [
          'attendance-below-minimum',
          'modules-below-minimum',
          'required-module-missed',
          'project-not-submitted',
        ],
      });
    });

    it('tells of who has left nothing but that', () => {
      const course = aCourse({ rule: { minimumAttendance: 0.5 }, sessions: [aSession('s1')], concluded: true });

      expect(assessCompletion(course, aStanding({ withdrawn: true, attended: ['s1'] }))).toMatchObject({
        status: 'missed',
        reasons: ['withdrawn'],
        inputs: { attendedSessions: 1 },
      });
    });
  });
});
