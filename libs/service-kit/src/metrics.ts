import { JetStreamServer, type MessagingGauges, MessagingStatus } from '@app/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { Clock } from './clock.js';
import type { ServiceOptions } from './service-options.js';
import { SERVICE_OPTIONS } from './tokens.js';

const ONE_VALUE = {
  tulga_outbox_events: 'Facts and states that are recorded and not yet published',
  tulga_outbox_oldest_seconds: 'Age of the oldest of them',
  tulga_log_held_back_seconds: 'Age of the first fact that an open transaction hides from readers of the log',
  tulga_dead_letters: 'Events that could not be handled and wait for an operator',
  tulga_doubles: 'Facts that were applied more than once: anything but 0 is a defect',
  tulga_relay_leader: 'Whether this replica publishes the outbox: 1 in one replica of each service',
  tulga_broker_connected: 'Whether there is a connection to the broker',
  tulga_database_up: 'Whether the database answers',
  tulga_caught_up_age_seconds:
    'Since when it is not known that the replicas lack nothing; above 60 rights are in doubt',
} as const;
const BY_STREAM = {
  tulga_consumer_pending_events: 'Events at the broker that are not delivered yet',
  tulga_consumer_ack_pending_events: 'Events that are delivered and not acknowledged',
  tulga_consumer_redelivered_events: 'Of those, the ones that were delivered more than once',
} as const;

type Figures = Partial<Record<keyof typeof ONE_VALUE, number | null>>;

/**
 * The figures of one process for Prometheus, read when they are asked for. What cannot be read is left out, so that a
 * broker or database that is away is seen as just that and not as silence.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly gauges = new Map<string, Gauge>();
  private readonly redeliveries = new Counter({
    name: 'tulga_redeliveries_total',
    help: 'Deliveries that were not the first of their message',
    labelNames: ['stream'],
    registers: [this.registry],
  });

  constructor(
    private readonly messaging: MessagingStatus,
    private readonly consuming: JetStreamServer,
    private readonly clock: Clock,
    @Inject(SERVICE_OPTIONS) { name }: ServiceOptions,
  ) {
    this.registry.setDefaultLabels({ service: name });
    collectDefaultMetrics({ register: this.registry });
    this.define(ONE_VALUE);
    this.define(BY_STREAM, ['stream']);
    this.define({ tulga_parked_events: 'Events that wait: for an earlier one, a replica or a dead letter' }, [
      'reason',
    ]);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** In the text format of Prometheus. */
  async text(): Promise<string> {
    this.show(await this.messaging.gauges());
    this.redeliveries.reset();
    for (const [stream, count] of Object.entries(this.consuming.redeliveries)) this.redeliveries.inc({ stream }, count);
    return this.registry.metrics();
  }

  private show({ database, lags, isRelay, isBrokerThere, caughtUpAt }: MessagingGauges): void {
    const figures: Figures = {
      tulga_outbox_events: database?.outbox,
      tulga_outbox_oldest_seconds: database && database.outboxOldestMs / 1000,
      tulga_log_held_back_seconds: database && database.logHeldBackMs / 1000,
      tulga_dead_letters: database?.deadLetters,
      tulga_doubles: database?.doubles,
      tulga_relay_leader: Number(isRelay),
      tulga_broker_connected: Number(isBrokerThere),
      tulga_database_up: Number(database !== null),
      tulga_caught_up_age_seconds: caughtUpAt && (this.clock.real().getTime() - caughtUpAt.getTime()) / 1000,
    };
    for (const gauge of this.gauges.values()) gauge.reset();
    for (const [name, value] of Object.entries(figures)) this.set(name, {}, value);
    for (const lag of lags ?? []) {
      const labels = { stream: lag.stream };
      this.set('tulga_consumer_pending_events', labels, lag.pending);
      this.set('tulga_consumer_ack_pending_events', labels, lag.ackPending);
      this.set('tulga_consumer_redelivered_events', labels, lag.redelivered);
    }
    const parked = database && { gap: 0, replica: 0, 'dead-letter': 0, ...database.parked };
    for (const [reason, count] of Object.entries(parked ?? {})) this.set('tulga_parked_events', { reason }, count);
  }

  /** Nothing rather than a zero that nobody has counted. */
  private set(name: string, labels: Record<string, string>, value: number | null | undefined): void {
    const gauge = this.gauges.get(name)!;
    if (value === null || value === undefined) gauge.remove(labels);
    else gauge.set(labels, value);
  }

  private define(helps: Record<string, string>, labelNames: string[] = []): void {
    for (const [name, help] of Object.entries(helps)) {
      this.gauges.set(name, new Gauge({ name, help, labelNames, registers: [this.registry] }));
    }
  }
}
