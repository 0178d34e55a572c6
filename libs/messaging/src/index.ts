import { CreateMessaging1767225600000 } from './migrations/1767225600000-create-messaging.js';
import { AddReconciliation1767225700000 } from './migrations/1767225700000-add-reconciliation.js';
import { RememberPublications1767225800000 } from './migrations/1767225800000-remember-publications.js';
import { ReadFromOwners1767225900000 } from './migrations/1767225900000-read-from-owners.js';
import { LightenWrites1767226000000 } from './migrations/1767226000000-lighten-writes.js';
import { RefillStreams1767226100000 } from './migrations/1767226100000-refill-streams.js';
import { AskAgain1767226200000 } from './migrations/1767226200000-ask-again.js';
import { LightenLog1767226300000 } from './migrations/1767226300000-lighten-log.js';

export { execute, reasonAhead, sendAhead } from './ahead.js';
export { BrokerAway, BrokerConnection } from './broker/broker-connection.js';
export { CaughtUp } from './status/caught-up.js';
export { DeadLetterNotFound, DeadLetters, DeadLetterUnreadable, type DeadLetter } from './incoming/dead-letters.js';
export { failPoint, type FailPoint } from './fail-points.config.js';
export { isTransient } from './incoming/failure.js';
export {
  InternalQueryInvalid,
  InternalReads,
  StateUnknown,
  type EventsQuery,
  type StatesQuery,
} from './owners/internal-reads.js';
export { JetStreamServer } from './incoming/jetstream-server.js';
export { MessagingModule } from './messaging.module.js';
export { MessagingStatus, type MessagingFigures, type MessagingGauges } from './status/messaging-status.js';
export { IsRebuild, OnEvent, Tx, type OnEventOptions } from './incoming/on-event.js';
export { Outbox, SequenceTaken } from './outgoing/outbox.js';
export { OutboxRelay } from './outgoing/outbox-relay.js';
export type { EventPage, Head, HeadPage } from './owners/owner-log.js';
export { NotReadHere, OwnerReads, type OwnerRead, type OwnerReadKind } from './owners/owner-reads.js';
export {
  BUSINESS_CLOCK,
  MESSAGING_OPTIONS,
  StateSource,
  TRANSACTION_RUNNER,
  type BusinessClock,
  type MessagingOptions,
  type RetryOptions,
  type StateRow,
  type TransactionRunner,
} from './ports.js';
export { newTraceparent, trace, type TraceContext } from './trace.js';

/** For a service's DataSource. The tables are reached by SQL alone, so there are no entities. */
export const messagingEntities: (new () => object)[] = [];
export const messagingMigrations = [
  CreateMessaging1767225600000,
  AddReconciliation1767225700000,
  RememberPublications1767225800000,
  ReadFromOwners1767225900000,
  LightenWrites1767226000000,
  RefillStreams1767226100000,
  AskAgain1767226200000,
  LightenLog1767226300000,
];
