import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import { AdmissionsService } from './admissions.service.js';
import {
  AdmitDto,
  DeclineDto,
  NominationsPage,
  NominationsQuery,
  NominationView,
  ReturnDto,
  ReviseNominationDto,
  SubmitNominationDto,
} from './nominations.dto.js';
import { NominationsQueries } from './nominations.queries.js';
import { NominationsService } from './nominations.service.js';

/** Who is proposed for a cohort, and the organizer's decision on it. */
@ApiTags('nominations')
@Controller('v1/nominations')
export class NominationsController {
  constructor(
    private readonly nominations: NominationsService,
    private readonly admissions: AdmissionsService,
    private readonly queries: NominationsQueries,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Nominate a person',
    description:
      'Coordinator of the nominating organization. ' +
      'Problems: right-missing, organization-not-active, person-not-active, institution-not-enrolled, ' +
      'nomination-window-not-open, nomination-window-closed, nomination-over-quota, person-already-nominated, not-known-yet.',
  })
  @ApiCreatedResponse({ type: NominationView })
  submit(@CurrentActor() actor: Actor, @Body() body: SubmitNominationDto): Promise<NominationView> {
    return this.nominations.submit(actor, body);
  }

  @Get()
  @ApiOperation({
    summary: 'List nominations, oldest first',
    description:
      'Nominating organization, organizer, the person and the ministry see them. Problems: cursor-malformed.',
  })
  @ApiOkResponse({ type: NominationsPage })
  list(@CurrentActor() actor: Actor, @Query() query: NominationsQuery): Promise<NominationsPage> {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Show a nomination', description: 'Problems: nomination-not-found.' })
  @ApiOkResponse({ type: NominationView })
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<NominationView> {
    return this.queries.one(actor, id);
  }

  @Put(':id')
  @ApiOperation({
    summary: 'Correct a nomination that is not decided',
    description:
      'Coordinator of the nominating organization; needs If-Match. Problems: nomination-not-found, right-missing, ' +
      'version-stale, nomination-already-decided, nomination-not-awaiting-review.',
  })
  @ApiOkResponse({ type: NominationView })
  revise(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() body: ReviseNominationDto,
  ): Promise<NominationView> {
    return this.nominations.revise(actor, id, version, body);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take a nomination back before it is decided',
    description:
      'Coordinator of the nominating organization. ' +
      'Problems: nomination-not-found, right-missing, nomination-already-decided.',
  })
  @ApiOkResponse({ type: NominationView })
  withdraw(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<NominationView> {
    return this.nominations.withdraw(actor, id);
  }

  @Post(':id/admission')
  @ApiOperation({
    summary: 'Admit the nominee: a participant is enrolled',
    description:
      'Organizer. Problems: nomination-not-found, right-missing, nomination-already-decided, waiver-needed, ' +
      'no-seat-left, cohort-already-concluded.',
  })
  @ApiCreatedResponse({ type: NominationView })
  admit(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { waiver }: AdmitDto,
  ): Promise<NominationView> {
    return this.admissions.admit(actor, id, waiver?.reason ?? null);
  }

  @Post(':id/declination')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Decline the nominee',
    description: 'Organizer. Problems: nomination-not-found, right-missing, nomination-already-decided.',
  })
  @ApiOkResponse({ type: NominationView })
  decline(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: DeclineDto,
  ): Promise<NominationView> {
    return this.admissions.decline(actor, id, reason);
  }

  @Post(':id/waitlisting')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Let the nominee wait for a seat',
    description:
      'Organizer. Problems: nomination-not-found, right-missing, nomination-already-decided, ' +
      'nomination-not-awaiting-review.',
  })
  @ApiOkResponse({ type: NominationView })
  waitlist(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<NominationView> {
    return this.admissions.waitlist(actor, id);
  }

  @Post(':id/return')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Return a nomination to the coordinator for a correction',
    description:
      'Organizer. Problems: nomination-not-found, right-missing, nomination-already-decided, ' +
      'nomination-not-awaiting-review.',
  })
  @ApiOkResponse({ type: NominationView })
  returnWith(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { note }: ReturnDto,
  ): Promise<NominationView> {
    return this.admissions.returnWith(actor, id, note);
  }
}
