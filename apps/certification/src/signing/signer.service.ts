import { Outbox, trace } from '@app/messaging';
import { Clock, UnitOfWork } from '@app/service-kit';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { certification } from '../acting-service.js';
import { CertificateCase } from '../cases/certificate-case.js';
import { Certificate } from '../certificates/certificate.js';
import { SignaturesService, type SignedDocument } from './signatures.service.js';
import { claimUnsigned, releaseClaims, storeSigned } from './signing.queries.js';

/**
 * Turns reserved documents into issued ones: claim, sign outside of any transaction, store. Several replicas share the
 * work; a document that was signed twice is stored once.
 */
@Injectable()
export class SignerService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly signatures: SignaturesService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Signs one batch and tells how many documents it took. Publishes `certificate.issued` and `acknowledgment.issued`. */
  async signBatch(isStopping: () => boolean): Promise<number> {
    const claimed = await this.work.run(certification, claimUnsigned);
    if (claimed.length === 0) return 0;
    const signed = await this.signatures.sign(claimed, isStopping);
    if (signed.length > 0) await this.work.run(certification, (tx) => this.store(tx, signed));
    if (isStopping()) {
      const left = claimed.filter((certificate) => !signed.some((one) => one.certificate.id === certificate.id));
      await this.work.run(certification, (tx) =>
        releaseClaims(
          tx,
          left.map(({ id }) => id),
        ),
      );
    }
    return claimed.length;
  }

  private async store(tx: EntityManager, signed: SignedDocument[]): Promise<void> {
    const ids = signed.map(({ certificate }) => certificate.id);
    const where = { id: In(ids), status: 'reserved' as const };
    const rows = await tx.find(Certificate, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    const now = this.clock.real();
    for (const certificate of rows) {
      const { credential } = signed.find((one) => one.certificate.id === certificate.id)!;
      const issued = certificate.issue(credential, now);
      // The fact continues the trace of what completed the case, not that of the batch.
      await trace.run(certificate.content.trace, () => this.outbox.add(tx, issued));
    }
    await storeSigned(tx, rows, now);
    const cases = { id: In(rows.map(({ caseId }) => caseId)) };
    await tx.update(CertificateCase, cases, { status: 'issued', version: () => 'version + 1' });
  }
}
