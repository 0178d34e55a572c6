import { Outbox } from '@app/messaging';
import { Access, Clock, UnitOfWork, type Actor } from '@app/service-kit';
import { Injectable } from '@nestjs/common';
import { CertificateCase } from '../cases/certificate-case.js';
import { CertificateNotFound } from './certificate.errors.js';
import { Certificate } from './certificate.js';

/** Commands on entries of the registry. */
@Injectable()
export class CertificatesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Takes a certificate's validity away for good. Publishes `certificate.revoked`; the status list follows at once. */
  async revoke<View>(
    actor: Actor,
    id: string,
    reason: { code: string; note: string | null },
    viewOf: (certificate: Certificate) => View,
  ): Promise<View> {
    return this.work.run(actor, async (tx) => {
      const certificate = await tx.findOne(Certificate, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!certificate) throw new CertificateNotFound(id);
      const { organizerId: organizationId, programId } = certificate;
      this.access.require(actor, 'program-organizer', { organizationId, programId });

      const certificateRevoked = certificate.revoke(reason.code, reason.note, this.clock.now());

      const { status, version, revokedAt, revocationReason, revocationNote } = certificate;
      await tx.update(Certificate, id, { status, version, revokedAt, revocationReason, revocationNote });
      const settled = { status: 'revoked' as const, version: () => 'version + 1' };
      await tx.update(CertificateCase, certificate.caseId, settled);
      await this.outbox.add(tx, certificateRevoked);
      return viewOf(certificate);
    });
  }
}
