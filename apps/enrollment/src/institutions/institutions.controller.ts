import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { WithdrawDto } from '../participants/participants.dto.js';
import {
  EnrollInstitutionDto,
  InstitutionEnrollmentView,
  InstitutionsPage,
  InstitutionsQuery,
} from './institutions.dto.js';
import { InstitutionsService } from './institutions.service.js';

/** Cohorts in which institutions complete with their people. */
@ApiTags('institutions')
@Controller('v1')
export class InstitutionsController {
  constructor(private readonly institutions: InstitutionsService) {}

  @Post('cohorts/:id/institutions')
  @ApiOperation({
    summary: 'Enroll an institution',
    description:
      'Organizer. Problems: right-missing, cohort-of-people, cohort-already-concluded, organization-not-active, ' +
      'institution-already-enrolled, not-known-yet.',
  })
  @ApiCreatedResponse({ type: InstitutionEnrollmentView })
  enroll(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { institutionId }: EnrollInstitutionDto,
  ): Promise<InstitutionEnrollmentView> {
    return this.institutions.enroll(actor, id, institutionId);
  }

  @Get('cohorts/:id/institutions')
  @ApiOperation({ summary: 'List the institutions of a cohort', description: 'Problems: cursor-malformed.' })
  @ApiOkResponse({ type: InstitutionsPage })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() query: InstitutionsQuery,
  ): Promise<InstitutionsPage> {
    return this.institutions.list(actor, id, query);
  }

  @Post('institutions/:id/withdrawal')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Let an institution leave the cohort with all of its people',
    description:
      'Organizer, or coordinator of the institution; `id` is that of the enrollment. Problems: right-missing, ' +
      'institution-enrollment-not-found, institution-already-withdrawn, completion-already-attained, ' +
      'cohort-already-concluded.',
  })
  @ApiOkResponse({ type: InstitutionEnrollmentView })
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: WithdrawDto,
  ): Promise<InstitutionEnrollmentView> {
    return this.institutions.withdraw(actor, id, reason);
  }
}
