import { CurrentActor, type Actor } from '@app/service-kit';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConfirmNameDto, NameConfirmationView } from './names.dto.js';
import { NamesService } from './names.service.js';

/** The caller's own name, as it is printed on documents. */
@ApiTags('Names')
@Controller('v1/name-confirmations')
export class NamesController {
  constructor(private readonly names: NamesService) {}

  @Post()
  @ApiOperation({
    summary: 'Confirm how you are named on documents',
    description: 'For people only: 403 `person-needed`. Once more changes the spelling of later documents.',
  })
  @ApiCreatedResponse({ type: NameConfirmationView })
  async confirm(@CurrentActor() actor: Actor, @Body() body: ConfirmNameDto): Promise<NameConfirmationView> {
    return this.names.confirm(actor, body.name);
  }

  @Get('own')
  @ApiOperation({ summary: 'Read your confirmed name', description: '404 `name-not-confirmed` before the first time.' })
  @ApiOkResponse({ type: NameConfirmationView })
  async own(@CurrentActor() actor: Actor): Promise<NameConfirmationView> {
    return this.names.own(actor);
  }
}
