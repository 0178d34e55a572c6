import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import {
  AppointmentsPage,
  AppointmentsQuery,
  AppointmentView,
  EndAppointmentDto,
  RecordAppointmentDto,
} from './appointments.dto.js';
import { AppointmentsQueries } from './appointments.queries.js';
import { AppointmentsService } from './appointments.service.js';

/** Offices that people hold or held, with their dates. */
@ApiTags('appointments')
@Controller('v1')
export class AppointmentsController {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly queries: AppointmentsQueries,
  ) {}

  @Post('appointments')
  @ApiOperation({
    summary: 'Record an office',
    description:
      'Platform administrator, ministry officer; program organizer or coordinator of that organization. Problems: ' +
      'right-missing, person-not-found, organization-not-found, appointment-ends-before-it-begins, ' +
      'appointment-already-recorded.',
  })
  @ApiCreatedResponse({ type: AppointmentView })
  record(@CurrentActor() actor: Actor, @Body() body: RecordAppointmentDto): Promise<AppointmentView> {
    return this.appointments.record(actor, { ...body, until: body.until ?? null });
  }

  @Post('appointments/:id/end')
  @HttpCode(200)
  @ApiOperation({
    summary: 'End an office',
    description:
      'As for recording; needs If-Match. Problems: right-missing, appointment-not-found, version-stale, ' +
      'appointment-already-ended, appointment-ends-before-it-begins.',
  })
  @ApiOkResponse({ type: AppointmentView })
  end(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() { until }: EndAppointmentDto,
  ): Promise<AppointmentView> {
    return this.appointments.end(actor, id, version, until);
  }

  @Get('people/:id/appointments')
  @ApiOperation({
    summary: 'List the offices of a person, the latest first',
    description: 'Those that the caller may see.',
  })
  @ApiOkResponse({ type: AppointmentsPage })
  ofPerson(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() query: AppointmentsQuery,
  ): Promise<AppointmentsPage> {
    return this.queries.ofPerson(actor, id, query);
  }
}
