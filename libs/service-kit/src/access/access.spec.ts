import { randomUUID } from 'node:crypto';
import type { CaughtUp } from '@app/messaging';
import { requestContext, type RequestContext } from '../request-context.js';
import { Access, RightMissing } from './access.js';
import type { Actor, Grant } from './actor.js';
import { requirePerson } from './actor.js';
import { RightsFreshness } from './rights-freshness.js';

const organizationId = randomUUID();
const programId = randomUUID();

const actorWith = (grant: Partial<Grant>): Actor => ({
  kind: 'person',
  personId: randomUUID(),
  language: 'kk',
  grants: [{ id: randomUUID(), role: 'program-organizer', scope: 'organization', scopeId: organizationId, ...grant }],
});

describe('a right', () => {
  const access = new Access();

  it('at an organization counts there', () => {
    expect(access.has(actorWith({}), 'program-organizer', { organizationId })).toBe(true);
    expect(access.has(actorWith({}), 'program-organizer', { organizationId, programId })).toBe(true);
    expect(access.has(actorWith({}), 'program-organizer', { organizationId: randomUUID() })).toBe(false);
    expect(access.has(actorWith({}), 'program-organizer', 'platform')).toBe(false);
    expect(access.has(actorWith({}), 'coordinator', { organizationId })).toBe(false);
  });

  it('at a program counts for that program alone', () => {
    const organizer = actorWith({ scope: 'program', scopeId: programId });

    expect(access.has(organizer, 'program-organizer', { organizationId, programId })).toBe(true);
    expect(access.has(organizer, 'program-organizer', { organizationId, programId: randomUUID() })).toBe(false);
    expect(access.has(organizer, 'program-organizer', { organizationId })).toBe(false);
  });

  it('at the platform counts everywhere, as the role it is', () => {
    const administrator = actorWith({ role: 'platform-administrator', scope: 'platform', scopeId: null });

    expect(access.has(administrator, 'platform-administrator', { organizationId })).toBe(true);
    expect(access.has(administrator, 'program-organizer', { organizationId })).toBe(false);
  });

  it('that is missing is a refusal that names what would do', () => {
    const ask = () => access.require(actorWith({}), ['coordinator', 'auditor'], { organizationId });

    expect(ask).toThrow(RightMissing);
    expect(ask).toThrow('coordinator, auditor');
  });

  it('is had by the service itself, which is no person', () => {
    const service: Actor = { kind: 'service', name: 'programs' };

    access.require(service, 'platform-administrator', 'platform');
    expect(() => requirePerson(service)).toThrow('Only a person');
  });
});

describe('rights that may be out of date', () => {
  const accessSince = (at: Date | null) => new Access(new RightsFreshness({ at } as CaughtUp));
  const during = (method: string, work: () => void) => requestContext.run({ method } as RequestContext, work);
  const ago = (ms: number) => new Date(Date.now() - ms);

  it('change nothing for more than a minute', () => {
    for (const access of [accessSince(ago(61_000)), accessSince(null)]) {
      const change = () => during('POST', () => access.require(actorWith({}), 'program-organizer', { organizationId }));

      expect(change).toThrow(expect.objectContaining({ status: 503, code: 'rights-not-fresh' }));
    }
  });

  it('still let people read, and change things for a minute', () => {
    const ask = (method: string, access: Access) =>
      during(method, () => access.require(actorWith({}), 'program-organizer', { organizationId }));

    expect(() => ask('GET', accessSince(null))).not.toThrow();
    expect(() => ask('POST', accessSince(ago(50_000)))).not.toThrow();
  });
});
