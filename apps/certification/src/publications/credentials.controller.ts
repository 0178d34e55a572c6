import { Public } from '@app/service-kit';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseLanguage } from '../pages/language.js';
import { credentialType, sendData, sendPage, wantsPage } from '../pages/negotiation.js';
import { StatusListsService } from '../status-lists/status-lists.service.js';
import { documentPage, missingPage } from '../verification/pages.js';
import { qrCode } from '../verification/qr-code.js';
import { DocumentUnknown } from '../verification/verification.errors.js';
import { VerificationService } from '../verification/verification.service.js';

/** Signed data at addresses that never change. */
@ApiTags('Publications')
@Public()
@Controller()
export class CredentialsController {
  constructor(
    private readonly verification: VerificationService,
    private readonly lists: StatusListsService,
  ) {}

  @Get('credentials/:id')
  @ApiOperation({
    summary: 'Read a signed credential',
    description:
      '`application/vc`; for browsers its verification page, unless `.json` follows the id. 404 `document-unknown`.',
  })
  async credential(
    @Param('id') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const id = name.replace(/\.json$/, '');
    const { accept, 'accept-language': acceptLanguage } = request.headers;
    const found = isUUID(id) ? await this.verification.byCredentialId(id) : null;
    if (name === id && wantsPage(accept)) {
      const language = chooseLanguage((request.query as { lang?: unknown }).lang, acceptLanguage);
      if (!found) return sendPage(reply, missingPage('', language));
      const view = await this.verification.viewOf(found);
      return sendPage(reply, documentPage(view, language, this.verification.now, await qrCode(view.links.page)));
    }
    if (!found?.credential) throw new DocumentUnknown();
    sendData(request, reply, found.credential, { type: credentialType(accept), maxAgeS: 300 });
  }

  @Get('status-lists/:id')
  @ApiOperation({ summary: 'Read a signed status list', description: '`application/vc`. 404 `document-unknown`.' })
  async statusList(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const list = isUUID(id) ? await this.lists.find(id) : null;
    if (!list?.signed) throw new DocumentUnknown();
    sendData(request, reply, list.signed, { type: credentialType(request.headers.accept), maxAgeS: 5 });
  }
}
