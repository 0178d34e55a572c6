import { mergedStatus } from './merged-status.js';
import type { ServiceStatus } from './status.dto.js';

const calm: ServiceStatus = {
  outbox: 0,
  outboxOldestMs: 0,
  parked: 0,
  deadLetters: 0,
  pending: 0,
  redelivered: 0,
  doubles: 0,
  events: {},
  caughtUpAt: null,
};

describe('The status of the platform', () => {
  it('is quiet when nothing waits in any service', () => {
    expect(mergedStatus(new Map([['programs', calm]])).quiet).toBe(true);
  });

  it.each(['outbox', 'parked', 'pending'] as const)('is not quiet while something is in %s', (place) => {
    const status = mergedStatus(
      new Map([
        ['programs', calm],
        ['enrollment', { ...calm, [place]: 2 }],
      ]),
    );

    expect(status).toMatchObject({ quiet: false, [place]: 2 });
  });

  it('is not quiet when a service does not answer', () => {
    expect(mergedStatus(new Map([['programs', null]]))).toMatchObject({ quiet: false, unavailable: ['programs'] });
  });

  it('adds up facts and failures', () => {
    const one = { ...calm, deadLetters: 1, events: { 'programs.cohort.opened.v1': 2 } };
    const other = {
      ...calm,
      doubles: 3,
      events: { 'programs.cohort.opened.v1': 1, 'assessment.project.evaluated.v1': 4 },
    };

    expect(
      mergedStatus(
        new Map([
          ['programs', one],
          ['assessment', other],
        ]),
      ),
    ).toMatchObject({
      deadLetters: 1,
      doubles: 3,
      events: { 'programs.cohort.opened.v1': 3, 'assessment.project.evaluated.v1': 4 },
    });
  });
});
