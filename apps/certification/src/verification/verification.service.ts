import { Clock, ServiceConfig, UnitOfWork } from '@app/service-kit';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { certification } from '../acting-service.js';
import { Certificate } from '../certificates/certificate.js';
import { isCheckCodeOf, parseCertificateNumber } from '../registry/certificate-number.js';
import { CredentialChecksService } from './credential-checks.service.js';
import { documentView, registrationView, type DocumentView, type RegistrationView } from './document-view.js';

const SIGNED = In(['issued', 'revoked'] as const);

/** What anybody may ask the registry. Reads only. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly checks: CredentialChecksService,
    private readonly config: ServiceConfig,
    private readonly clock: Clock,
  ) {}

  /** The document of a number as people type it: in full with the check code, in part without; null for a wrong one. */
  async byNumber(typed: string): Promise<DocumentView | RegistrationView | null> {
    const number = parseCertificateNumber(typed);
    if (!number) return null;
    const where = { registrationNumber: number.registration, status: SIGNED };
    const found = await this.work.read(certification, (tx) => tx.findOneBy(Certificate, where));
    if (!found) return null;
    if (!number.checkCode) return registrationView(found);
    // Who guesses codes learns no more than who knows no number.
    return isCheckCodeOf(found.number, number) ? this.viewOf(found) : null;
  }

  /** The signed document behind a public address; null when there is none. */
  async byCredentialId(credentialId: string): Promise<Certificate | null> {
    return this.work.read(certification, (tx) => tx.findOneBy(Certificate, { credentialId, status: SIGNED }));
  }

  async viewOf(certificate: Certificate): Promise<DocumentView> {
    return documentView(certificate, await this.checks.check(certificate), this.config.publicOrigin);
  }

  /** When the answer is given, in real time. */
  get now(): Date {
    return this.clock.real();
  }
}
