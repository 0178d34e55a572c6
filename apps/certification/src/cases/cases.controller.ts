import { CurrentActor, page, UnitOfWork, type Actor } from '@app/service-kit';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MoreThan } from 'typeorm';
import { afterId } from '../after-id.js';
import { CasesPage, CasesQuery, CaseView } from './cases.dto.js';
import { CertificateCase } from './certificate-case.js';

/** Documents on their way: what each still waits for. Row security shows what the caller may see. */
@ApiTags('Cases')
@Controller('v1/cases')
export class CasesController {
  constructor(private readonly work: UnitOfWork) {}

  @Get()
  @ApiOperation({
    summary: 'List the documents on their way and what each still waits for',
    description:
      'Your own, those of your organization, of your program, or all for the ministry. 400 `cursor-malformed`.',
  })
  @ApiOkResponse({ type: CasesPage })
  async list(@CurrentActor() actor: Actor, @Query() query: CasesQuery): Promise<CasesPage> {
    const after = afterId(query.cursor);
    const { cohortId, status, limit } = query;
    const where = { ...(cohortId && { cohortId }), ...(status && { status }), ...(after && { id: MoreThan(after) }) };
    const rows = await this.work.read(actor, (tx) =>
      tx.find(CertificateCase, { where, order: { id: 'ASC' }, take: limit + 1 }),
    );
    const { data, page: position } = page(rows, limit, (row) => [row.id]);
    const language = actor.kind === 'service' ? 'en' : actor.language;
    return { data: data.map((row) => CaseView.of(row, language)), page: position };
  }
}
