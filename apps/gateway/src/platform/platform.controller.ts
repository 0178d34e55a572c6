import { Body, Controller, Get, Headers, Put } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problem } from '@app/service-kit';
import { GatewayConfig } from '../gateway.config.js';
import { ServiceRoutes } from '../services/service-routes.js';
import { ClockView, SetClock } from './clock.dto.js';
import { mergedStatus } from './merged-status.js';
import { Operators } from './operators.js';
import { PlatformClock } from './platform-clock.service.js';
import { PlatformStatus, ServiceStatus } from './status.dto.js';

const STATUS_TIMEOUT_MS = 5000;

/** What concerns the platform as a whole. */
@ApiTags('Platform')
@ApiExtraModels(ServiceStatus)
@Controller('api/platform/v1')
export class PlatformController {
  constructor(
    private readonly config: GatewayConfig,
    private readonly services: ServiceRoutes,
    private readonly operators: Operators,
    private readonly clock: PlatformClock,
  ) {}

  @Put('clock')
  @ApiOperation({
    summary: 'Move business time',
    description:
      'Demonstrations only. Answers when every service goes by the new time. Platform administrators. ' +
      'Problems: `not-a-demo`, `right-missing`, `clock-not-followed`.',
  })
  @ApiOkResponse({ type: ClockView })
  async setClock(@Headers('authorization') authorization: string, @Body() body: SetClock): Promise<ClockView> {
    if (!this.config.demo) throw new Problem(404, 'not-a-demo');
    await this.operators.require(authorization, ['platform-administrator']);
    return this.clock.set(body.now);
  }

  @Get('status')
  @ApiOperation({
    summary: 'Show how messages are doing',
    description: 'All services in one picture. Platform administrators and auditors. Problems: `right-missing`.',
  })
  @ApiOkResponse({ type: PlatformStatus })
  async status(@Headers('authorization') authorization: string): Promise<PlatformStatus> {
    await this.operators.require(authorization, ['platform-administrator', 'auditor']);
    const options = { headers: { authorization }, timeoutMs: STATUS_TIMEOUT_MS };
    return mergedStatus(await this.services.ask<ServiceStatus>('/v1/operations/status', options));
  }
}
