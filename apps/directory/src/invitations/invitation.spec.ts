import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { aPerson } from '../../test/builders.js';
import { codeOf, hashOfCode } from './invitation-code.js';
import { InvitationAlreadyAccepted, InvitationExpired } from './invitation.errors.js';
import { Invitation } from './invitation.js';

const now = new Date('2026-03-01T09:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 24 * 3600 * 1000);
const anInvitation = () => Invitation.of(aPerson(), uuid(), 'hash', now);

describe('Invitation', () => {
  it('is accepted within two weeks', () => {
    const invitation = anInvitation();

    invitation.accept(days(13));

    expect(invitation.acceptedAt).toEqual(days(13));
  });

  it('expires after two weeks', () => {
    expect(() => anInvitation().accept(days(14))).toThrow(InvitationExpired);
  });

  it('is accepted once', () => {
    const invitation = anInvitation();
    invitation.accept(days(1));

    expect(() => invitation.accept(days(2))).toThrow(InvitationAlreadyAccepted);
  });
});

describe('the code of an invitation', () => {
  const key = randomBytes(32);
  const id = uuid();

  it('is the same at each call, and another one for another invitation or installation', () => {
    const codes = [codeOf(id, key), codeOf(id, key), codeOf(uuid(), key), codeOf(id, randomBytes(32))];

    expect(new Set(codes).size).toBe(3);
    expect(codes[0]).toMatch(/^[\w-]{43}$/);
  });

  it('cannot be read from what is stored', () => {
    expect(hashOfCode(codeOf(id, key))).toMatch(/^[0-9a-f]{64}$/);
  });
});
