import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { DecisionDto } from './decisions.dto.js';
import { DecisionsService } from './decisions.service.js';
import { DecisionView } from './decisions.views.js';

@ApiTags('Decisions')
@Controller('v1/projects/:id/decision')
export class DecisionsController {
  constructor(private readonly decisions: DecisionsService) {}

  @Post()
  @ApiOperation({
    summary: 'Record the panel’s decision',
    description:
      'The chair, once for each attempt. Problems: project-not-found, member-in-conflict, only-the-chair-decides, ' +
      'scoring-not-open, project-already-decided, panel-below-quorum, rubric-not-frozen, outcome-against-aggregate, ' +
      'resubmission-needs-revise.',
  })
  @ApiCreatedResponse({ type: DecisionView })
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: DecisionDto,
  ): Promise<DecisionView> {
    return this.decisions.record(actor, id, DecisionDto.verdict(body));
  }
}
