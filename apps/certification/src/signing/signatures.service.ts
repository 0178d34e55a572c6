import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { ServiceConfig, UnitOfWork } from '@app/service-kit';
import { Injectable, Logger } from '@nestjs/common';
import { In } from 'typeorm';
import { Achievement } from '../achievements/achievement.js';
import { certification } from '../acting-service.js';
import type { Certificate } from '../certificates/certificate.js';
import { signCredential, type SignedCredential } from '../credentials/data-integrity.js';
import type { Signer } from '../issuers/issuer-key.js';
import { IssuersService } from '../issuers/issuers.service.js';
import { StatusListsService } from '../status-lists/status-lists.service.js';
import { credentialOf } from './credential-of.js';

/** A reserved document with its signature. */
export interface SignedDocument {
  certificate: Certificate;
  credential: SignedCredential;
}

type Signers = Map<string, Signer>;

/** Signs reserved documents. Touches no row: between signatures the process serves everybody else. */
@Injectable()
export class SignaturesService {
  private readonly logger = new Logger(SignaturesService.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly issuers: IssuersService,
    private readonly lists: StatusListsService,
    private readonly config: ServiceConfig,
  ) {}

  /** Signs what can be signed; what cannot is told to the operators and comes again later. */
  async sign(certificates: Certificate[], isStopping: () => boolean): Promise<SignedDocument[]> {
    const achievements = await this.achievementsOf(certificates);
    const signers: Signers = new Map();
    const signed: SignedDocument[] = [];
    for (const certificate of certificates) {
      if (isStopping()) break;
      const credential = await this.signOne(certificate, achievements, signers);
      if (credential) signed.push({ certificate, credential });
      await turnOfOthers();
    }
    return signed;
  }

  private async signOne(
    certificate: Certificate,
    achievements: Map<string, Achievement>,
    signers: Signers,
  ): Promise<SignedCredential | undefined> {
    const { id, organizerId, statusListId, achievementId, reservedAt } = certificate;
    try {
      await this.lists.ensurePublished(statusListId);
      if (!signers.has(organizerId)) signers.set(organizerId, await this.issuers.signerOf(organizerId));
      const issuer = { origin: this.config.publicOrigin, did: this.issuers.didOf(organizerId) };
      const credential = credentialOf(certificate, achievements.get(achievementId)!, issuer);
      return await signCredential(credential, signers.get(organizerId)!, reservedAt);
    } catch (error) {
      this.logger.error(`Certificate ${id} cannot be signed: ${(error as Error).message}`);
      return undefined;
    }
  }

  private async achievementsOf(certificates: Certificate[]): Promise<Map<string, Achievement>> {
    const ids = [...new Set(certificates.map(({ achievementId }) => achievementId))];
    const found = await this.work.read(certification, (tx) => tx.findBy(Achievement, { id: In(ids) }));
    return new Map(found.map((achievement) => [achievement.id, achievement]));
  }
}
