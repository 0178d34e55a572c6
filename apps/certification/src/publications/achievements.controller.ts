import { Public, ServiceConfig, UnitOfWork } from '@app/service-kit';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Achievement } from '../achievements/achievement.js';
import { certification } from '../acting-service.js';
import { chooseLanguage } from '../pages/language.js';
import { sendData, sendPage, wantsPage } from '../pages/negotiation.js';
import { DocumentUnknown } from '../verification/verification.errors.js';
import { achievementDocument, vocabulary } from './json-documents.js';
import { achievementPage } from './pages.js';

/** What is awarded, and what our own words in credentials mean. */
@ApiTags('Publications')
@Public()
@Controller()
export class AchievementsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly config: ServiceConfig,
  ) {}

  @Get('achievements/:id')
  @ApiOperation({
    summary: 'Read what a credential is awarded for',
    description: 'A page or JSON. 404 `document-unknown`.',
  })
  async achievement(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = isUUID(id) ? await this.work.read(certification, (tx) => tx.findOneBy(Achievement, { id })) : null;
    if (!found) throw new DocumentUnknown();
    const language = chooseLanguage((request.query as { lang?: unknown }).lang, request.headers['accept-language']);
    if (wantsPage(request.headers.accept)) return sendPage(reply, achievementPage(found, language));
    const document = achievementDocument(found, this.config.publicOrigin);
    sendData(request, reply, document, { type: 'application/json', maxAgeS: 300 });
  }

  @Get('ns')
  @ApiOperation({ summary: 'Read what our own terms in credentials mean' })
  terms(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const type = request.headers.accept?.includes('text/html') ? 'application/json' : 'application/ld+json';
    sendData(request, reply, vocabulary(this.config.publicOrigin), { type, maxAgeS: 3600 });
  }
}
