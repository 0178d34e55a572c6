import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { ConflictDto, ConflictView } from './conflicts.dto.js';
import { ConflictsService } from './conflicts.service.js';

@ApiTags('Panels')
@Controller('v1/panels/:id/conflicts')
export class ConflictsController {
  constructor(private readonly conflicts: ConflictsService) {}

  @Post()
  @ApiOperation({
    summary: 'Declare a conflict of interest',
    description:
      'A member for himself; the chair, the secretary and the organizer for any member. The quorum counts the others. ' +
      'Problems: panel-not-found, not-on-the-panel, only-the-own-conflict, project-not-found, ' +
      'conflict-already-recorded, project-already-decided.',
  })
  @ApiCreatedResponse({ type: ConflictView })
  async declare(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: ConflictDto,
  ): Promise<ConflictView> {
    return this.conflicts.declare(actor, id, body);
  }
}
