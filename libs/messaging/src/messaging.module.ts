import { Module, type DynamicModule } from '@nestjs/common';
import { BrokerDoubts } from './broker-doubts.js';
import { BrokerConnection } from './broker-connection.js';
import { CaughtUp } from './caught-up.js';
import { ConsumerLags } from './consumer-lags.js';
import { DeadLetters } from './dead-letters.js';
import { EventApplier } from './event-applier.js';
import { EventFailures } from './event-failures.js';
import { EventIntake } from './event-intake.js';
import { GapFiller } from './gap-filler.js';
import { Handlers } from './handlers.js';
import { InternalReads } from './internal-reads.js';
import { JetStreamServer } from './jetstream-server.js';
import { MessagingStatus } from './messaging-status.js';
import { OutboxBatches } from './outbox-batches.js';
import { OutboxRelay } from './outbox-relay.js';
import { Outbox } from './outbox.js';
import { StatementsAhead } from './ahead.js';
import { Backfilling } from './backfilling.js';
import { FactReading } from './fact-reading.js';
import { OwnerEpochs } from './owner-epochs.js';
import { OwnerLog } from './owner-log.js';
import { OwnerPages } from './owner-pages.js';
import { OwnerReadPlanner } from './owner-read-planner.js';
import { OwnerReadWorker } from './owner-read-worker.js';
import { OwnerReads } from './owner-reads.js';
import { StateReading } from './state-reading.js';
import { ParkedRetry } from './parked-retry.js';
import { ParkedSweep } from './parked-sweep.js';
import { MESSAGING_OPTIONS, STATE_SOURCES, type MessagingOptions, type StateSource } from './ports.js';
import { RelayLock } from './relay-lock.js';
import { RelayNudges } from './relay-nudges.js';
import { StateRenderer } from './state-renderer.js';
import { StreamPublisher } from './stream-publisher.js';
import { StreamReconciler } from './stream-reconciler.js';

const outgoing = [
  Outbox,
  OutboxRelay,
  OutboxBatches,
  StreamPublisher,
  StreamReconciler,
  RelayLock,
  RelayNudges,
  StateRenderer,
  InternalReads,
];
const incoming = [
  JetStreamServer,
  Handlers,
  EventIntake,
  EventApplier,
  EventFailures,
  ParkedRetry,
  ParkedSweep,
  GapFiller,
  OwnerLog,
  OwnerPages,
  DeadLetters,
];
const fromOwners = [
  OwnerReads,
  BrokerDoubts,
  OwnerEpochs,
  OwnerReadPlanner,
  OwnerReadWorker,
  StateReading,
  FactReading,
  Backfilling,
];
const both = [BrokerConnection, StatementsAhead, CaughtUp, ConsumerLags, MessagingStatus];

/**
 * Events out of a service and into it. Needs a global module beside it that provides the DataSource, the
 * `TRANSACTION_RUNNER` and the `BUSINESS_CLOCK`.
 */
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    const sources = {
      provide: STATE_SOURCES,
      useFactory: (...found: StateSource[]) => found,
      inject: options.states,
    };
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: MESSAGING_OPTIONS, useValue: options },
        ...options.states,
        sources,
        ...outgoing,
        ...incoming,
        ...fromOwners,
        ...both,
      ],
      exports: [
        MESSAGING_OPTIONS,
        Outbox,
        OutboxRelay,
        InternalReads,
        JetStreamServer,
        DeadLetters,
        OwnerReads,
        BrokerConnection,
        CaughtUp,
        MessagingStatus,
      ],
    };
  }
}
