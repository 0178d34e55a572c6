import { Public } from '@app/service-kit';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseLanguage } from '../pages/language.js';
import type { Page } from '../pages/layout.js';
import { sendData, sendPage, wantsPage } from '../pages/negotiation.js';
import type { DocumentView, RegistrationView } from './document-view.js';
import { documentPage, entryPage, missingPage, registrationPage } from './pages.js';
import { qrCode } from './qr-code.js';
import { DocumentUnknown } from './verification.errors.js';
import { VerificationService } from './verification.service.js';

interface PageQuery {
  /** Unknown, for a parameter may come twice. */
  lang?: unknown;
  number?: unknown;
}

/** Public verification: pages without script for people, JSON for programs. Nothing here changes anything. */
@ApiTags('Verification')
@Public()
@Controller('verify')
export class VerificationController {
  constructor(private readonly verification: VerificationService) {}

  @Get()
  @ApiOperation({ summary: 'The page where a number can be typed' })
  enter(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { lang, number } = request.query as PageQuery;
    const language = chooseLanguage(lang, request.headers['accept-language']);
    const typed = typeof number === 'string' ? number.trim() : '';
    if (typed) reply.redirect(`/verify/${encodeURIComponent(typed)}?lang=${language}`, 303);
    else sendPage(reply, entryPage(language));
  }

  @Get(':number')
  @ApiOperation({
    summary: 'Check a document by its number',
    description:
      'A page or, with `Accept: application/json`, data. Without its check code a number tells the status and no name. ' +
      '404 `document-unknown`.',
  })
  async check(
    @Param('number') typed: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.verification.byNumber(typed);
    if (wantsPage(request.headers.accept)) return sendPage(reply, await this.pageOf(view, typed, request));
    if (!view) throw new DocumentUnknown();
    sendData(request, reply, view, { type: 'application/json', maxAgeS: 5 });
  }

  private async pageOf(
    view: DocumentView | RegistrationView | null,
    typed: string,
    request: FastifyRequest,
  ): Promise<Page> {
    const language = chooseLanguage((request.query as PageQuery).lang, request.headers['accept-language']);
    if (!view) return missingPage(typed, language);
    if (!('number' in view)) return registrationPage(view, language, this.verification.now);
    return documentPage(view, language, this.verification.now, await qrCode(view.links.page));
  }
}
