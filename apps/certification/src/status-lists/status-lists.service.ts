import { ServiceConfig, UnitOfWork } from '@app/service-kit';
import { Injectable, Logger } from '@nestjs/common';
import { In, type EntityManager, type QueryDeepPartialEntity } from 'typeorm';
import { certification } from '../acting-service.js';
import { Certificate } from '../certificates/certificate.js';
import { IssuersService } from '../issuers/issuers.service.js';
import { PublishedList } from './published-list.js';
import { signStatusList, StatusBits } from './status-list.js';

const UNPUBLISHED = `
  SELECT id FROM status_lists WHERE signed IS NULL
  UNION SELECT status_list_id FROM certificates WHERE status = 'revoked' AND revocation_published_at IS NULL`;

/** A list with what it must say, read at one moment. */
interface Draft {
  list: PublishedList;
  revoked: { id: string; statusIndex: number }[];
  /** By the clock of the database: that of a process may be wrong, and a list from tomorrow makes every document invalid. */
  at: Date;
}

/** Keeps the published status lists in step with the registry. Signs outside of any transaction. */
@Injectable()
export class StatusListsService {
  private readonly logger = new Logger(StatusListsService.name);
  /** Lists that were seen signed: a list never disappears. */
  private readonly known = new Set<string>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly issuers: IssuersService,
    private readonly config: ServiceConfig,
  ) {}

  /** Signs every list anew that does not yet say what the registry says. What fails is tried again by the sweep. */
  async publishPending(): Promise<void> {
    const pending = await this.work.read(certification, (tx) => tx.query<{ id: string }[]>(UNPUBLISHED));
    for (const { id } of pending) {
      await this.publish(id).catch((error: Error) => this.logger.error(`Status list ${id}: ${error.message}`));
    }
  }

  /** A verifier reads the list together with a credential that names it, so it is there first. */
  async ensurePublished(id: string): Promise<void> {
    if (this.known.has(id)) return;
    if (!(await this.find(id))?.signed) await this.publish(id);
    this.known.add(id);
  }

  /** The list as it is published. */
  async find(id: string): Promise<PublishedList | null> {
    return this.work.read(certification, (tx) => tx.findOneBy(PublishedList, { id }));
  }

  private async publish(id: string): Promise<void> {
    for (;;) {
      const draft = await this.work.read(certification, (tx) => this.draft(tx, id));
      const signed = await this.sign(draft);
      if (await this.work.run(certification, (tx) => this.store(tx, draft, signed))) return;
    }
  }

  private async draft(tx: EntityManager, id: string): Promise<Draft> {
    const list = await tx.findOneByOrFail(PublishedList, { id });
    const select = { id: true, statusIndex: true };
    const revoked = await tx.find(Certificate, { select, where: { statusListId: id, status: 'revoked' } });
    const [row] = await tx.query<{ at: Date }[]>('SELECT now() AS at');
    return { list, revoked, at: row!.at };
  }

  private async sign({ list, revoked, at }: Draft) {
    const bits = StatusBits.empty();
    for (const { statusIndex } of revoked) bits.set(statusIndex, true);
    const { organizationId, purpose } = list;
    const url = `${this.config.publicOrigin}/status-lists/${list.id}`;
    const content = { url, issuerDid: this.issuers.didOf(organizationId), purpose, bits, validFrom: at };
    return signStatusList(content, await this.issuers.signerOf(organizationId), at);
  }

  /** False when another signer was faster: its list may lack what ours has, so we look again. */
  private async store(tx: EntityManager, { list, revoked }: Draft, signed: PublishedList['signed']): Promise<boolean> {
    const { id, version } = list;
    const now = (): string => 'now()';
    const changes = { signed, signedAt: now, version: version + 1 } as QueryDeepPartialEntity<PublishedList>;
    const { affected } = await tx.update(PublishedList, { id, version }, changes);
    if (!affected) return false;
    const told = revoked.map((certificate) => certificate.id);
    if (told.length > 0) await tx.update(Certificate, { id: In(told) }, { revocationPublishedAt: now });
    return true;
  }
}
