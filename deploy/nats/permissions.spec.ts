import type { Manifest } from './manifest.ts';
import { permissionsOf } from './permissions.ts';

const enrollment: Manifest = {
  name: 'enrollment',
  title: 'Enrollment',
  database: 'tulga_enrollment',
  route: '/api/enrollment',
  publicRoutes: [],
  publishes: ['enrollment.participant.enrolled.v1', 'state:enrollment.participant.v1'],
  consumes: ['programs.cohort.opened.v1', 'state:programs.cohort.v1'],
};
const gateway: Manifest = {
  ...enrollment,
  name: 'gateway',
  database: null,
  publishes: [],
  consumes: [],
  buckets: { sessions: 3600 },
};

describe('permissionsOf a service', () => {
  const { publish, subscribe } = permissionsOf(enrollment, { demo: true });

  it.each([
    'evt.enrollment.participant.enrolled.v1',
    'state.enrollment.participant.v1',
    'nudge.enrollment',
    '$JS.API.INFO',
    '$JS.API.STREAM.INFO.EVENTS',
    '$JS.API.STREAM.INFO.KV_clock',
    '$JS.API.DIRECT.GET.KV_clock.$KV.clock.offset',
    '$JS.API.STREAM.MSG.GET.KV_clock',
    '$JS.API.CONSUMER.MSG.NEXT.EVENTS.enrollment',
    '$JS.API.CONSUMER.MSG.NEXT.STATE.enrollment',
    '$JS.API.CONSUMER.INFO.EVENTS.enrollment',
    '$JS.ACK.EVENTS.enrollment.1.7.3.1700000000000000000.0',
    '$JS.ACK._.aBcD12.STATE.enrollment.1.7.3.1700000000000000000.0.x1',
  ])('allow publishing to %s', (subject) => {
    expect(isAllowed(publish, subject)).toBe(true);
  });

  it.each([
    'evt.programs.cohort.opened.v1',
    'evt.enrollments.participant.enrolled.v1',
    'evt.enrollment.participant.enrolled.v2',
    'evt.enrollment.participant.withdrawn.v1',
    'evt.enrollment.participant.enrolled.v1.x',
    'state.programs.cohort.v1',
    'state.enrollment.completion.v1',
    'nudge.programs',
    '$KV.clock.offset',
    '$KV.sessions.abc',
    '_INBOX.programs.abc',
    '$JS.API.STREAM.INFO.KV_sessions',
    '$JS.API.STREAM.CREATE.EVENTS',
    '$JS.API.STREAM.UPDATE.EVENTS',
    '$JS.API.STREAM.DELETE.EVENTS',
    '$JS.API.STREAM.PURGE.EVENTS',
    '$JS.API.STREAM.MSG.DELETE.EVENTS',
    '$JS.API.STREAM.MSG.GET.EVENTS',
    '$JS.API.DIRECT.GET.EVENTS',
    '$JS.API.CONSUMER.CREATE.EVENTS.enrollment',
    '$JS.API.CONSUMER.DURABLE.CREATE.EVENTS.enrollment',
    '$JS.API.CONSUMER.DELETE.EVENTS.enrollment',
    '$JS.API.CONSUMER.MSG.NEXT.EVENTS.programs',
    '$JS.ACK.EVENTS.programs.1.7.3.1700000000000000000.0',
    '$JS.ACK.EVENTS.programs.EVENTS.enrollment.1.7.3',
    '$SYS.REQ.SERVER.PING',
  ])('refuse publishing to %s', (subject) => {
    expect(isAllowed(publish, subject)).toBe(false);
  });

  it.each(['_INBOX.enrollment.abc.1', 'nudge.enrollment', '$KV.clock.offset'])('allow listening to %s', (subject) => {
    expect(isAllowed(subscribe, subject)).toBe(true);
  });

  it.each(['_INBOX.programs.abc.1', 'nudge.programs', 'evt.programs.cohort.opened.v1', '$KV.sessions.abc', '>'])(
    'refuse listening to %s',
    (subject) => {
      expect(isAllowed(subscribe, subject)).toBe(false);
    },
  );

  it('give no reading of a stream that nothing is consumed from', () => {
    const silent = permissionsOf({ ...enrollment, consumes: [] }, { demo: true });

    expect(silent.publish.join()).not.toMatch(/CONSUMER|ACK/);
  });

  it('let one that publishes nothing compare its empty outbox, and say nothing', () => {
    const { publish, subscribe } = permissionsOf({ ...enrollment, publishes: [] }, { demo: true });

    expect(publish.join()).not.toMatch(/evt\.|state\.|nudge\./);
    expect(isAllowed(publish, '$JS.API.STREAM.INFO.EVENTS')).toBe(true);
    expect(isAllowed(subscribe, 'nudge.enrollment')).toBe(true);
  });
});

describe('permissionsOf the gateway', () => {
  it('let it move the clock in a demo only', () => {
    expect(isAllowed(permissionsOf(gateway, { demo: true }).publish, '$KV.clock.offset')).toBe(true);
    expect(isAllowed(permissionsOf(gateway, { demo: false }).publish, '$KV.clock.offset')).toBe(false);
  });

  it('give it nothing that has to do with events', () => {
    const { publish, subscribe } = permissionsOf(gateway, { demo: true });

    expect([...publish, ...subscribe].join()).not.toMatch(/evt|state|nudge|EVENTS|STATE/);
  });

  it('let it keep its own bucket', () => {
    const { publish } = permissionsOf(gateway, { demo: false });

    expect(isAllowed(publish, '$KV.sessions.abc')).toBe(true);
    expect(isAllowed(publish, '$JS.API.STREAM.MSG.GET.KV_sessions')).toBe(true);
    expect(isAllowed(publish, '$JS.API.STREAM.MSG.GET.KV_limits')).toBe(false);
  });
});

/** The server's own matching: `*` is one token, a final `>` one or more. */
function isAllowed(patterns: string[], subject: string): boolean {
  return patterns.some((pattern) => {
    const [wanted, given] = [pattern.split('.'), subject.split('.')];
    const open = wanted.at(-1) === '>';
    if (open ? given.length < wanted.length : given.length !== wanted.length) return false;
    return wanted.every((token, place) => token === '>' || token === '*' || token === given[place]);
  });
}
