import type { PersonName } from '@app/contracts';
import { Clock, requirePerson, UnitOfWork, type Actor } from '@app/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { certification } from '../acting-service.js';
import { CasesService } from '../cases/cases.service.js';
import { CertificateCase } from '../cases/certificate-case.js';
import { NameConfirmation } from './name-confirmation.js';
import { NameNotConfirmed } from './name.errors.js';
import { NameConfirmationView } from './names.dto.js';

/** People confirm how they are named on documents; their open cases may become complete by it. */
@Injectable()
export class NamesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cases: CasesService,
    private readonly clock: Clock,
  ) {}

  /** Records the caller's own spelling. Later documents bear it, issued ones keep theirs. */
  async confirm(actor: Actor, name: PersonName): Promise<NameConfirmationView> {
    const { personId } = requirePerson(actor);
    const spelled = { cyrillic: tidy(name.cyrillic), latin: tidy(name.latin) };
    const view = await this.work.run(actor, async (tx) =>
      NameConfirmationView.of(await this.record(tx, personId, spelled)),
    );
    // Reserving a document is not the person's act: it needs the registry. The sweep makes up for a crash in between.
    await this.work.run(certification, (tx) => this.tellCases(tx, personId));
    return view;
  }

  /** The caller's own confirmation. */
  async own(actor: Actor): Promise<NameConfirmationView> {
    const { personId } = requirePerson(actor);
    const known = await this.work.read(actor, (tx) => tx.findOneBy(NameConfirmation, { personId }));
    if (!known) throw new NameNotConfirmed();
    return NameConfirmationView.of(known);
  }

  private async record(tx: EntityManager, personId: string, name: PersonName): Promise<NameConfirmation> {
    const now = this.clock.now();
    const first = NameConfirmation.first(uuidv7(), personId, name, now);
    const insertion = tx.createQueryBuilder().insert().into(NameConfirmation).values(first).orIgnore().returning('id');
    if (((await insertion.execute()).raw as unknown[]).length > 0) return first;
    const lock = { mode: 'pessimistic_write' as const };
    const known = await tx.findOneOrFail(NameConfirmation, { where: { personId }, lock });
    known.respell(name, now);
    await tx.update(NameConfirmation, known.id, { name, confirmedAt: now, version: known.version });
    return known;
  }

  private async tellCases(tx: EntityManager, personId: string): Promise<void> {
    const where = { personId, status: 'open' as const };
    const open = await tx.find(CertificateCase, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    for (const one of open) {
      await this.cases.learn(tx, one, await this.cases.cohortOf(tx, one.cohortId), { kind: 'name-confirmed' });
    }
  }
}

function tidy(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
}
