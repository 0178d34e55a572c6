import { Injectable } from '@nestjs/common';
import { page, UnitOfWork, type Actor } from '@app/service-kit';
import { olderThan } from '../formats/newest-first.paging.js';
import { ProgramNotFound } from './program.errors.js';
import { Program } from './program.js';
import { ProgramView, type ProgramsPage, type ProgramsQuery } from './programs.dto.js';

/** Reads of programs: everybody signed in sees what is offered. */
@Injectable()
export class ProgramsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async one(actor: Actor, id: string): Promise<ProgramView> {
    const program = await this.work.read(actor, (tx) => tx.findOneBy(Program, { id }));
    if (!program) throw new ProgramNotFound(id);
    return ProgramView.of(program);
  }

  /** The newest first. */
  async list(actor: Actor, { organizerId, cursor, limit }: ProgramsQuery): Promise<ProgramsPage> {
    const where = { ...(organizerId && { organizerId }), ...olderThan(cursor) };
    const rows = await this.work.read(actor, (tx) =>
      tx.find(Program, { where, order: { id: 'DESC' }, take: limit + 1 }),
    );
    const { data, page: position } = page(rows, limit, (row) => [row.id]);
    return { data: data.map(ProgramView.of), page: position };
  }
}
