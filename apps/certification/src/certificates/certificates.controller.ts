import { CurrentActor, page, ServiceConfig, UnitOfWork, UuidParam, type Actor } from '@app/service-kit';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { In, MoreThan } from 'typeorm';
import { afterId } from '../after-id.js';
import { StatusListsService } from '../status-lists/status-lists.service.js';
import { CertificateNotFound } from './certificate.errors.js';
import { Certificate } from './certificate.js';
import { CertificatesPage, CertificatesQuery, CertificateView, RevokeDto } from './certificates.dto.js';
import { CertificatesService } from './certificates.service.js';

const SIGNED = In(['issued', 'revoked'] as const);

/** The registry. Row security shows the holder, the organizer, the nominating organization and the ministry what is theirs. */
@ApiTags('Certificates')
@Controller('v1/certificates')
export class CertificatesController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly certificates: CertificatesService,
    private readonly lists: StatusListsService,
    private readonly config: ServiceConfig,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List certificates, acknowledgments and records',
    description:
      'Your own, those of your organization, of your program, or all for the ministry. 400 `cursor-malformed`.',
  })
  @ApiOkResponse({ type: CertificatesPage })
  async list(@CurrentActor() actor: Actor, @Query() query: CertificatesQuery): Promise<CertificatesPage> {
    const after = afterId(query.cursor);
    const { cohortId, holderId, status, limit } = query;
    const chosen = { ...(cohortId && { cohortId }), ...(holderId && { holderId }), status: status ?? SIGNED };
    const where = { ...chosen, ...(after && { id: MoreThan(after) }) };
    const rows = await this.work.read(actor, (tx) =>
      tx.find(Certificate, { where, order: { id: 'ASC' }, take: limit + 1 }),
    );
    const { data, page: position } = page(rows, limit, (row) => [row.id]);
    return { data: data.map((row) => CertificateView.of(row, this.config.publicOrigin)), page: position };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read one certificate', description: '404 `certificate-not-found`.' })
  @ApiOkResponse({ type: CertificateView })
  async read(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<CertificateView> {
    const found = await this.work.read(actor, (tx) => tx.findOneBy(Certificate, { id, status: SIGNED }));
    if (!found) throw new CertificateNotFound(id);
    return CertificateView.of(found, this.config.publicOrigin);
  }

  @Post(':id/revocation')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Revoke a certificate for good',
    description:
      'For the organizer of its program (403 `right-missing`). 404 `certificate-not-found`; ' +
      '409 `certificate-already-revoked`, `certificate-not-issued`.',
  })
  @ApiOkResponse({ type: CertificateView })
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason: code, note }: RevokeDto,
  ): Promise<CertificateView> {
    const viewOf = (certificate: Certificate) => CertificateView.of(certificate, this.config.publicOrigin);
    const view = await this.certificates.revoke(actor, id, { code, note: note ?? null }, viewOf);
    // Whoever gets this answer may hand the status list to a verifier at once; the sweep is behind it.
    await this.lists.publishPending().catch(() => {});
    return view;
  }
}
