import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { CommissionDto, ProgramsPage, ProgramsQuery, ProgramView, RegisterProgramDto } from './programs.dto.js';
import { ProgramsQueries } from './programs.queries.js';
import { ProgramsService } from './programs.service.js';

/** What organizers offer. */
@ApiTags('programs')
@Controller('v1/programs')
export class ProgramsController {
  constructor(
    private readonly programs: ProgramsService,
    private readonly queries: ProgramsQueries,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Register a program',
    description:
      'Program organizer. Problems: right-missing, organization-unknown, program-code-taken, ends-before-it-begins.',
  })
  @ApiCreatedResponse({ type: ProgramView })
  register(@CurrentActor() actor: Actor, @Body() body: RegisterProgramDto): Promise<ProgramView> {
    const { aliases = [], goals = [], description = null, authorId = null, policyAnchor = null, ...details } = body;
    return this.programs.register(actor, { ...details, aliases, goals, description, authorId, policyAnchor });
  }

  @Post(':id/commission')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Commission a program',
    description:
      'Ministry officer. Problems: right-missing, program-not-found, organization-unknown, program-already-commissioned.',
  })
  @ApiOkResponse({ type: ProgramView })
  commission(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { commissionerId, documentNumber, documentDate }: CommissionDto,
  ): Promise<ProgramView> {
    return this.programs.commission(actor, id, {
      commissionerId,
      documentNumber: documentNumber ?? null,
      documentDate: documentDate ?? null,
    });
  }

  @Get()
  @ApiOperation({ summary: 'List programs, the newest first', description: 'Anybody who is signed in.' })
  @ApiOkResponse({ type: ProgramsPage })
  list(@CurrentActor() actor: Actor, @Query() query: ProgramsQuery): Promise<ProgramsPage> {
    return this.queries.list(actor, query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Show a program', description: 'Problems: program-not-found.' })
  @ApiOkResponse({ type: ProgramView })
  one(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ProgramView> {
    return this.queries.one(actor, id);
  }
}
