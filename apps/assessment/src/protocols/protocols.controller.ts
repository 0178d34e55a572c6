import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UuidParam, type Actor } from '@app/service-kit';
import { ProtocolsQueries } from './protocols.queries.js';
import { ProtocolView } from './protocols.views.js';

@ApiTags('Decisions')
@Controller('v1/panels/:id/protocol')
export class ProtocolsController {
  constructor(private readonly protocols: ProtocolsQueries) {}

  @Get()
  @ApiOperation({
    summary: 'The numbered minutes of a panel',
    description:
      'Chair, secretary, organizer, ministry and auditors; members once all is decided. ' +
      'Problems: panel-not-found, protocol-not-open-to-you.',
  })
  @ApiOkResponse({ type: ProtocolView })
  async get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ProtocolView> {
    return this.protocols.get(actor, id);
  }
}
