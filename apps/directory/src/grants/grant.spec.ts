import { GrantGivenV1, GrantRevokedV1 } from '@app/contracts';
import { aGrant } from '../../test/builders.js';
import { PLATFORM_ID } from '../platform.js';
import { giversOf } from './giving.js';
import {
  GrantAlreadyRevoked,
  GrantEndsBeforeItBegins,
  GrantNeedsOneHolder,
  LastAdministratorStays,
  RoleDoesNotFitScope,
} from './grant.errors.js';
import { roles, scopes, scopesOfRoles, type Scope } from './grant.js';

const now = new Date('2025-03-01T09:00:00Z');
const anId = '01900000-0000-7000-8000-0000000000aa';

describe('Grant', () => {
  describe('when given', () => {
    it('publishes holder, role and scope, at home in the organization', () => {
      const grant = aGrant({ role: 'coordinator', scope: 'organization', scopeId: anId });

      const given = grant.given();

      expect(given).toMatchObject({ contract: GrantGivenV1, aggregateId: grant.id, organizationId: anId });
      expect(given.data).toMatchObject({ role: 'coordinator', scope: 'organization', scopeId: anId, clientId: null });
    });

    it('is at home at the platform when it is no organization’s', () => {
      expect(aGrant({ role: 'auditor', scope: 'platform', scopeId: null }).organizationId).toBe(PLATFORM_ID);
      expect(aGrant({ role: 'program-organizer', scope: 'program', scopeId: anId }).organizationId).toBe(PLATFORM_ID);
    });

    it('has exactly one holder', () => {
      expect(() => aGrant({ personId: null, clientId: null })).toThrow(GrantNeedsOneHolder);
      expect(() => aGrant({ personId: anId, clientId: 'partner' })).toThrow(GrantNeedsOneHolder);
      expect(aGrant({ personId: null, clientId: 'partner' }).clientId).toBe('partner');
    });

    describe.each(roles)('as %s', (role) => {
      it.each(scopes)('at the scope %s, follows the table of roles', (scope) => {
        const give = () => aGrant({ role, scope, scopeId: scope === 'platform' ? null : anId });

        if ((scopesOfRoles[role] as readonly Scope[]).includes(scope)) expect(give).not.toThrow();
        else expect(give).toThrow(RoleDoesNotFitScope);
      });
    });

    it('names its organization, and none at the platform', () => {
      expect(() => aGrant({ role: 'coordinator', scope: 'organization', scopeId: null })).toThrow(RoleDoesNotFitScope);
      expect(() => aGrant({ role: 'auditor', scope: 'platform', scopeId: anId })).toThrow(RoleDoesNotFitScope);
    });

    it('refuses to end before it begins', () => {
      expect(() => aGrant({ from: now, until: now })).toThrow(GrantEndsBeforeItBegins);
    });
  });

  describe('when revoked', () => {
    it('publishes when', () => {
      const grant = aGrant();

      const revoked = grant.revoke(now, 1);

      expect(grant).toMatchObject({ revokedAt: now, version: 2 });
      expect(revoked).toMatchObject({ contract: GrantRevokedV1, data: { revokedAt: now.toISOString() } });
    });

    it('is not revoked again', () => {
      const grant = aGrant();
      grant.revoke(now, 1);

      expect(() => grant.revoke(now, 1)).toThrow(GrantAlreadyRevoked);
    });

    it('stays when it is the last platform administrator’s', () => {
      const grant = aGrant({ role: 'platform-administrator', scope: 'platform', scopeId: null });

      expect(() => grant.revoke(now, 0)).toThrow(LastAdministratorStays);
      expect(grant.revokedAt).toBeNull();
    });
  });
});

describe('giversOf', () => {
  it.each([
    ['platform-administrator', ['platform-administrator']],
    ['ministry-officer', ['platform-administrator']],
    ['auditor', ['platform-administrator']],
    ['integration-client', ['platform-administrator']],
    ['program-organizer', ['platform-administrator', 'ministry-officer']],
    ['coordinator', ['platform-administrator', 'ministry-officer', 'program-organizer']],
  ] as const)('%s is given by %j', (role, givers) => {
    expect(giversOf(role)).toEqual(givers);
  });
});
