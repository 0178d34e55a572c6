import { v7 as uuid } from 'uuid';
import { SessionHeldV1 } from '@app/contracts';
import { aCohort, aModule, aSession } from '../../test/builders.js';
import { CohortNotInStatus, EndsBeforeItBegins } from '../cohorts/cohort.errors.js';
import { SessionNotBegun, SessionNotScheduled, SessionOutsideDays, SpeakerUnclear } from './session.errors.js';

const after = new Date('2025-02-10T12:00:00Z');
const running = aCohort({ status: 'running' });

describe('Session', () => {
  it('is held once it has begun, and tells so', () => {
    const session = aSession(running);

    const fact = session.hold(running, after);

    expect(fact.contract).toBe(SessionHeldV1);
    expect(fact.data).toMatchObject({ cohortId: session.cohortId, mode: 'onsite', heldAt: '2025-02-10T12:00:00.000Z' });
    expect(session).toMatchObject({ status: 'held', version: 2 });
  });

  it('is not held before it begins', () => {
    const session = aSession(running);

    expect(() => session.hold(running, new Date('2025-02-10T04:29:59Z'))).toThrow(SessionNotBegun);
    expect(session.status).toBe('scheduled');
  });

  it.each(['planned', 'open', 'paused'] as const)('is not held while its cohort is %s', (status) => {
    const cohort = aCohort({ status });
    const session = aSession(cohort);

    expect(() => session.hold(cohort, after)).toThrow(CohortNotInStatus);
    expect(session.status).toBe('scheduled');
  });

  it.each(['held', 'cancelled'] as const)('that is %s stays so', (status) => {
    const cohort = aCohort({ status: 'running' });
    const session = Object.assign(aSession(cohort), { status });

    expect(() => session.hold(cohort, after)).toThrow(SessionNotScheduled);
    expect(() => session.cancel('storm')).toThrow(SessionNotScheduled);
    const times = { startsAt: '2025-02-11T04:30:00Z', endsAt: '2025-02-11T05:30:00Z', mode: 'online' } as const;
    expect(() => session.reschedule(cohort, null, times)).toThrow(SessionNotScheduled);
    expect(session.status).toBe(status);
  });

  it('is moved and switched online in an emergency', () => {
    const cohort = aCohort({ status: 'running' });
    const session = aSession(cohort);

    session.reschedule(cohort, null, {
      startsAt: '2025-03-16T04:30:00Z',
      endsAt: '2025-03-16T08:00:00Z',
      mode: 'online',
    });

    expect(session).toMatchObject({ mode: 'online', version: 2, startsAt: new Date('2025-03-16T04:30:00Z') });
  });

  it('lies inside the days of its module, counted where people meet', () => {
    const cohort = aCohort({ status: 'running' });
    const days = { startsOn: '2025-05-19', endsOn: '2025-05-23', timeZone: 'Asia/Shanghai' };
    const module = aModule(cohort, days);
    const inShanghai = (startsAt: string, endsAt: string) =>
      aSession(cohort, { startsAt, endsAt, timeZone: 'Asia/Shanghai' }, module);

    expect(() => inShanghai('2025-05-18T16:30:00Z', '2025-05-18T18:00:00Z')).not.toThrow();
    expect(() => inShanghai('2025-05-18T15:30:00Z', '2025-05-18T18:00:00Z')).toThrow(SessionOutsideDays);
    expect(() => inShanghai('2025-05-23T10:00:00Z', '2025-05-23T16:30:00Z')).toThrow(SessionOutsideDays);
  });

  it('takes the days of the place where people meet', () => {
    const night = { startsAt: '2025-05-18T16:30:00Z', endsAt: '2025-05-18T18:00:00Z' };

    expect(aSession(running, { ...night, timeZone: 'Asia/Shanghai' }).days()).toEqual({
      startsOn: '2025-05-19',
      endsOn: '2025-05-19',
    });
    expect(aSession(running, { ...night, timeZone: 'Asia/Almaty' }).days().startsOn).toBe('2025-05-18');
  });

  it('names its speakers by id or by name', () => {
    const kind = 'national-expert';
    const named = { kind, name: 'Айгүл Сейітова' } as const;

    expect(() => aSession(running, { speakers: [named, { kind, personId: uuid() }] })).not.toThrow();
    expect(() => aSession(running, { speakers: [named, { kind }] })).toThrow(SpeakerUnclear);
    expect(() => aSession(running, { speakers: [{ ...named, personId: uuid() }] })).toThrow(SpeakerUnclear);
  });

  it('gets its speakers and agenda until it takes place', () => {
    const session = aSession();
    const content = {
      speakers: [{ name: 'Әсел Қасымова', kind: 'facilitator' as const }],
      agenda: [{ order: 1, title: { en: 'Group exercise' } }],
      materials: [],
    };

    session.fill(content);

    expect(session).toMatchObject({ ...content, version: 2 });
    expect(() => session.fill({ ...content, speakers: [{ kind: 'facilitator' }] })).toThrow(SpeakerUnclear);
    session.status = 'held';
    expect(() => session.fill(content)).toThrow(SessionNotScheduled);
  });

  it('ends after it begins', () => {
    expect(() => aSession(undefined, { endsAt: '2025-02-10T04:30:00Z' })).toThrow(EndsBeforeItBegins);
  });

  it('is not scheduled in a concluded cohort', () => {
    expect(() => aSession(aCohort({ status: 'concluded' }))).toThrow(CohortNotInStatus);
  });
});
