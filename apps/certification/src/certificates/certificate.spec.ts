import { AcknowledgmentIssuedV1, CertificateIssuedV1, CertificateRevokedV1, checkStrictly } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import { anOpenCase, aReservedCertificate } from '../../test/builders.js';
import type { SignedCredential } from '../credentials/data-integrity.js';
import { CertificateAlreadyRevoked, CertificateNotIssued } from './certificate.errors.js';

const now = new Date('2026-11-21T10:00:01Z');
const credential = { '@context': [], id: 'urn:x', proof: [] } as unknown as SignedCredential;

describe('A certificate', () => {
  describe('when reserved', () => {
    it('is issued by its signature; the fact names no person and no check code', () => {
      const certificate = aReservedCertificate();

      const issued = certificate.issue(credential, now);

      expect(issued.contract).toBe(CertificateIssuedV1);
      expect(certificate).toMatchObject({ status: 'issued', signedAt: now, version: 2, claimedUntil: null });
      expect(issued).toMatchObject({ aggregateId: certificate.id, organizationId: certificate.homeOrganizationId });
      expect(issued.data).toMatchObject({
        registrationNumber: 'NUGSE-2025-000017',
        issuedAt: '2025-09-20T10:00:00.000Z',
      });
      expect(JSON.stringify(issued.data)).not.toMatch(/7K3M9QXZ|Сәрсенова|Sarsenova/);
      checkStrictly(issued.contract, issued.data);
    });

    it('is an acknowledgment for a contribution', () => {
      const mentor = { role: 'mentor' as const, groundKey: uuid() };
      const one = anOpenCase({ kind: 'acknowledgment', ground: 'contribution' }, mentor);

      const issued = aReservedCertificate(one).issue(credential, now);

      expect(issued.contract).toBe(AcknowledgmentIssuedV1);
      expect(issued.data).toMatchObject({ role: 'mentor', ground: { kind: 'contribution', id: mentor.groundKey } });
      checkStrictly(issued.contract, issued.data);
    });

    it('cannot be revoked', () => {
      expect(() => aReservedCertificate().revoke('issued-in-error', null, now)).toThrow(CertificateNotIssued);
    });
  });

  describe('when issued', () => {
    it('is revoked once, and keeps its credential', () => {
      const certificate = aReservedCertificate();
      certificate.issue(credential, now);

      const revoked = certificate.revoke('issued-in-error', 'a note', now);

      expect(revoked.contract).toBe(CertificateRevokedV1);
      expect(revoked.data).toEqual({
        cohortId: certificate.cohortId,
        registrationNumber: 'NUGSE-2025-000017',
        reason: 'issued-in-error',
        revokedAt: now.toISOString(),
      });
      expect(certificate).toMatchObject({ status: 'revoked', credential, revocationNote: 'a note' });
      expect(() => certificate.revoke('issued-in-error', null, now)).toThrow(CertificateAlreadyRevoked);
    });
  });
});
