import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, IfMatch, UuidParam, type Actor } from '@app/service-kit';
import { AttendanceSheetDto, AttendanceSheetView } from './attendance.dto.js';
import { AttendanceService } from './attendance.service.js';

/** Who attended a session. */
@ApiTags('attendance')
@Controller('v1/sessions/:sessionId/attendance-sheet')
export class AttendanceController {
  constructor(private readonly attendance: AttendanceService) {}

  @Post()
  @ApiOperation({
    summary: 'Record the attendance of a session that was held',
    description:
      'Organizer; each active participant of the cohort exactly once. Problems: right-missing, session-not-held, ' +
      'attendance-already-recorded, attendance-sheet-does-not-match, not-known-yet.',
  })
  @ApiCreatedResponse({ type: AttendanceSheetView })
  record(
    @CurrentActor() actor: Actor,
    @Param('sessionId', UuidParam) sessionId: string,
    @Body() { records }: AttendanceSheetDto,
  ): Promise<AttendanceSheetView> {
    return this.attendance.record(actor, sessionId, records);
  }

  @Put()
  @ApiOperation({
    summary: 'Correct a recorded sheet',
    description:
      'Organizer; needs If-Match. Names each active participant; those who were on the sheet and have left may be ' +
      'named too and keep their line otherwise. Completion that was attained stays attained. Problems: right-missing, ' +
      'attendance-not-recorded, attendance-sheet-does-not-match, version-stale.',
  })
  @ApiOkResponse({ type: AttendanceSheetView })
  correct(
    @CurrentActor() actor: Actor,
    @Param('sessionId', UuidParam) sessionId: string,
    @IfMatch() version: number,
    @Body() { records }: AttendanceSheetDto,
  ): Promise<AttendanceSheetView> {
    return this.attendance.correct(actor, sessionId, version, records);
  }

  @Get()
  @ApiOperation({
    summary: 'Show the attendance of a session',
    description:
      'The organizer sees all lines, an organization those of its people, a person the own one. Problems: attendance-not-recorded.',
  })
  @ApiOkResponse({ type: AttendanceSheetView })
  read(@CurrentActor() actor: Actor, @Param('sessionId', UuidParam) sessionId: string): Promise<AttendanceSheetView> {
    return this.attendance.read(actor, sessionId);
  }
}
