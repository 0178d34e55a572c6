import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, Internal, UuidParam, type Actor } from '@app/service-kit';
import { AcceptanceView, AcceptInvitationDto, InvitationView } from './invitations.dto.js';
import { InvitationsService } from './invitations.service.js';

/** How people who are registered get a sign-in of their own. */
@ApiTags('invitations')
@Controller('v1')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Post('people/:id/invitations')
  @ApiOperation({
    summary: 'Invite a person to sign in',
    description:
      'Whoever registers people where the person is at home. An earlier invitation that is still open becomes void. ' +
      'Problems: person-not-found, right-missing, home-organization-missing.',
  })
  @ApiCreatedResponse({ type: InvitationView })
  invite(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<InvitationView> {
    return this.invitations.invite(actor, id);
  }

  @Internal()
  @Post('invitations/acceptances')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Use an invitation up',
    description:
      'Services only. Problems: services-only, invitation-not-found, invitation-expired, invitation-already-accepted.',
  })
  @ApiOkResponse({ type: AcceptanceView })
  accept(@CurrentActor() actor: Actor, @Body() { code }: AcceptInvitationDto): Promise<AcceptanceView> {
    return this.invitations.accept(actor, code);
  }
}
