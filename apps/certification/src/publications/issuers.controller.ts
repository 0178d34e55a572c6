import { Public, ServiceConfig, UnitOfWork } from '@app/service-kit';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { certification } from '../acting-service.js';
import { issuerDid, platformDid } from '../issuers/issuer-key.js';
import { IssuersService } from '../issuers/issuers.service.js';
import { chooseLanguage } from '../pages/language.js';
import { sendData, sendPage, wantsPage } from '../pages/negotiation.js';
import { Organization } from '../replicas/organization.js';
import { DocumentUnknown } from '../verification/verification.errors.js';
import { issuerPage } from './pages.js';
import { inLanguage } from '../credentials/credential.js';

/** Who issues, and with which keys. */
@ApiTags('Publications')
@Public()
@Controller()
export class IssuersController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly issuers: IssuersService,
    private readonly config: ServiceConfig,
  ) {}

  @Get('.well-known/did.json')
  @ApiOperation({ summary: 'Read the DID document of the platform' })
  async platform(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.sendDocument(platformDid(this.config.publicOrigin), request, reply);
  }

  @Get('issuers/:id/did.json')
  @ApiOperation({ summary: 'Read the DID document of a school that issues', description: '404 `document-unknown`.' })
  async keys(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.sendDocument(issuerDid(this.config.publicOrigin, id), request, reply);
  }

  @Get('issuers/:id')
  @ApiOperation({ summary: 'Read who a school that issues is', description: 'A page or JSON. 404 `document-unknown`.' })
  async profile(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const did = issuerDid(this.config.publicOrigin, id);
    const document = isUUID(id) ? await this.issuers.documentOf(did) : undefined;
    const organization = document && (await this.work.read(certification, (tx) => tx.findOneBy(Organization, { id })));
    if (!organization) throw new DocumentUnknown();
    const { name } = organization;
    const url = `${this.config.publicOrigin}/issuers/${id}`;
    const language = chooseLanguage((request.query as { lang?: unknown }).lang, request.headers['accept-language']);
    if (wantsPage(request.headers.accept)) return sendPage(reply, issuerPage({ id, did, name }, language));
    const profile = { id: did, type: ['Profile'], name: inLanguage(name, 'kk'), nameI18n: name, url };
    sendData(request, reply, profile, { type: 'application/json', maxAgeS: 300 });
  }

  private async sendDocument(did: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const document = await this.issuers.documentOf(did);
    if (!document) throw new DocumentUnknown();
    const type = request.headers.accept?.includes('application/did+json') ? 'application/did+json' : 'application/json';
    sendData(request, reply, document, { type, maxAgeS: 60 });
  }
}
