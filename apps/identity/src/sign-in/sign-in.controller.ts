import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@app/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../pages/layout.js';
import { SignInForm, SignInQuery } from './sign-in.dto.js';
import { SignInService } from './sign-in.service.js';

/** The pages on which a person signs in. The provider leads here and takes over again afterwards. */
@ApiExcludeController()
@Public()
@Controller('oidc/sign-in')
export class SignInController {
  constructor(private readonly signIn: SignInService) {}

  @Get(':uid')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() query: SignInQuery): Promise<void> {
    await answer(reply, await this.signIn.page(request.raw, reply.raw, query));
  }

  @Post(':uid')
  async submit(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('uid') _uid: string,
    @Query() query: SignInQuery,
    @Body() form: SignInForm,
  ): Promise<void> {
    await answer(reply, await this.signIn.submit(request.raw, reply.raw, query, form));
  }
}

/** A page is shown, an address is gone to. */
async function answer(reply: FastifyReply, result: Page | string): Promise<void> {
  if (typeof result === 'string') await reply.redirect(result, 303);
  else await reply.status(result.status).headers(result.headers).send(result.body);
}
