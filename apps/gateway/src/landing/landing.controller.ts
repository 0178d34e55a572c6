import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { languageOf, Public, type Language } from '@app/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../gateway.config.js';
import { landingPage } from './landing-page.js';

/** The page at the root. */
@ApiExcludeController()
@Public()
@Controller()
export class LandingController {
  constructor(private readonly config: GatewayConfig) {}

  @Get()
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query('lang') wish?: string): void {
    const { headers, body } = landingPage(
      chosen(wish) ?? languageOf(request.headers['accept-language']),
      this.config.demo,
    );
    void reply.headers(headers).send(body);
  }
}

function chosen(wish: string | undefined): Language | undefined {
  return wish === 'kk' || wish === 'ru' || wish === 'en' ? wish : undefined;
}
