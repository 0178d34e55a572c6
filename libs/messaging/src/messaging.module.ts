import { Module, type DynamicModule } from '@nestjs/common';
import { BrokerDoubts } from './owners/broker-doubts.js';
import { BrokerConnection } from './broker/broker-connection.js';
import { CaughtUp } from './status/caught-up.js';
import { ConsumerLags } from './status/consumer-lags.js';
import { DeadLetters } from './incoming/dead-letters.js';
import { EventApplier } from './incoming/event-applier.js';
import { EventFailures } from './incoming/event-failures.js';
import { EventIntake } from './incoming/event-intake.js';
import { GapFiller } from './incoming/gap-filler.js';
import { Handlers } from './incoming/handlers.js';
import { InternalReads } from './owners/internal-reads.js';
import { JetStreamServer } from './incoming/jetstream-server.js';
import { MessagingStatus } from './status/messaging-status.js';
import { OutboxBatches } from './outgoing/outbox-batches.js';
import { OutboxRelay } from './outgoing/outbox-relay.js';
import { Outbox } from './outgoing/outbox.js';
import { StatementsAhead } from './ahead.js';
import { Backfilling } from './owners/backfilling.js';
import { FactReading } from './owners/fact-reading.js';
import { OwnerEpochs } from './owners/owner-epochs.js';
import { OwnerLog } from './owners/owner-log.js';
import { OwnerPages } from './owners/owner-pages.js';
import { OwnerReadPlanner } from './owners/owner-read-planner.js';
import { OwnerReadWorker } from './owners/owner-read-worker.js';
import { OwnerReading } from './owners/owner-reading.js';
import { OwnerReads } from './owners/owner-reads.js';
import { StateReading } from './owners/state-reading.js';
import { ParkedRetry } from './incoming/parked-retry.js';
import { ParkedSearch } from './incoming/parked-search.js';
import { ParkedSweep } from './incoming/parked-sweep.js';
import { MESSAGING_OPTIONS, STATE_SOURCES, type MessagingOptions, type StateSource } from './ports.js';
import { RelayLock } from './outgoing/relay-lock.js';
import { RelayNudges } from './outgoing/relay-nudges.js';
import { StateRenderer } from './outgoing/state-renderer.js';
import { StreamPublisher } from './outgoing/stream-publisher.js';
import { StreamReconciler } from './outgoing/stream-reconciler.js';
import { StreamRefills } from './outgoing/stream-refills.js';

const outgoing = [
  Outbox,
  OutboxRelay,
  OutboxBatches,
  StreamPublisher,
  StreamReconciler,
  StreamRefills,
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
  ParkedSearch,
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
  OwnerReading,
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
