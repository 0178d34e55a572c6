import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Public } from './access/route-access.js';
import { CurrentApplication } from './current-application.js';
import { describeService } from './openapi.js';
import { ProcessConfig } from './service.config.js';
import type { ServiceOptions } from './service-options.js';
import { SERVICE_OPTIONS } from './tokens.js';

/** The service's own description, made when it is first asked for: making it takes longer than starting. */
@Controller('openapi.json')
@Public()
export class OpenApiController {
  private document?: Promise<object>;

  constructor(
    private readonly current: CurrentApplication,
    private readonly config: ProcessConfig,
    @Inject(SERVICE_OPTIONS) private readonly options: ServiceOptions,
  ) {}

  @Get()
  @Header('Cache-Control', 'public, max-age=60')
  async read(): Promise<object> {
    this.document ??= describeService(this.current.app, this.options, this.config);
    return this.document;
  }
}
