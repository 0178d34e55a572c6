import { Controller, Get } from '@nestjs/common';
import { JetStreamServer, MessagingStatus, type MessagingGauges } from '../src/index.js';

/** What Prometheus would be told of a process. */
export interface Scraped extends MessagingGauges {
  /** By stream, since its start. */
  redeliveries: Record<string, number>;
}

/** The figures that service-kit makes metrics of. */
@Controller('gauges')
export class Scrape {
  constructor(
    private readonly status: MessagingStatus,
    private readonly consuming: JetStreamServer,
  ) {}

  @Get()
  async read(): Promise<Scraped> {
    return { ...(await this.status.gauges()), redeliveries: this.consuming.redeliveries };
  }
}
