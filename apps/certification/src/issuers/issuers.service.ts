import { Clock, ServiceConfig, UnitOfWork } from '@app/service-kit';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { certification } from '../acting-service.js';
import {
  createSigner,
  didDocument,
  generateIssuerKey,
  issuerDid,
  platformDid,
  unwrapPrivateKey,
  wrapPrivateKey,
  type DidDocument,
  type Signer,
} from './issuer-key.js';
import { SigningKey } from './signing-key.js';

/** The keys of the platform and of the schools that issue. A key is made when it is first needed. */
@Injectable()
export class IssuersService implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: ServiceConfig,
  ) {}

  /** The platform's own key exists from the first start, since reading its document changes nothing. */
  async onApplicationBootstrap(): Promise<void> {
    await this.keyOf(platformDid(this.config.publicOrigin), null);
  }

  didOf(organizationId: string): string {
    return issuerDid(this.config.publicOrigin, organizationId);
  }

  /** Signs as the school, with its current key. */
  async signerOf(organizationId: string): Promise<Signer> {
    const did = this.didOf(organizationId);
    const { publicKeyMultibase, wrapped } = await this.keyOf(did, organizationId);
    const privateKey = unwrapPrivateKey(wrapped, publicKeyMultibase, this.secret);
    return createSigner(did, { publicKeyMultibase, privateKey });
  }

  /** Every key of the DID, the current one first; undefined when it never had one. */
  async documentOf(did: string): Promise<DidDocument | undefined> {
    const keys = await this.work.read(certification, (tx) =>
      tx.find(SigningKey, { where: { did }, order: { createdAt: 'DESC' } }),
    );
    if (keys.length === 0) return undefined;
    return didDocument(
      did,
      keys.map((key) => key.publicKeyMultibase),
    );
  }

  private async keyOf(did: string, organizationId: string | null): Promise<SigningKey> {
    const current = { did, retiredAt: IsNull() };
    const known = await this.work.read(certification, (tx) => tx.findOneBy(SigningKey, current));
    if (known) return known;
    const key = await generateIssuerKey();
    const made = {
      ...{ did, organizationId, publicKeyMultibase: key.publicKeyMultibase },
      ...{ wrapped: wrapPrivateKey(key, this.secret), createdAt: this.clock.real(), retiredAt: null },
    };
    return this.work.run(certification, async (tx) => {
      // Another replica may have been faster: then its key is the key.
      await tx.createQueryBuilder().insert().into(SigningKey).values(made).orIgnore().execute();
      return tx.findOneByOrFail(SigningKey, current);
    });
  }

  private get secret(): string {
    return this.config.secretKey.toString('base64');
  }
}
