import { CreateMessaging1767225600000 } from './migrations/1767225600000-create-messaging.js';
import { AddReconciliation1767225700000 } from './migrations/1767225700000-add-reconciliation.js';

export { BrokerAway, BrokerConnection } from './broker-connection.js';
export { CaughtUp } from './caught-up.js';
export { DeadLetterNotFound, DeadLetters, DeadLetterUnreadable, type DeadLetter } from './dead-letters.js';
export { isTransient } from './failure.js';
export { InternalQueryInvalid, InternalReads, StateUnknown, type EventsQuery } from './internal-reads.js';
export { JetStreamServer } from './jetstream-server.js';
export { MessagingModule } from './messaging.module.js';
export { MessagingStatus, type MessagingFigures } from './messaging-status.js';
export { OnEvent, Tx } from './on-event.js';
export { Outbox, SequenceTaken } from './outbox.js';
export { OutboxRelay } from './outbox-relay.js';
export type { EventPage } from './owner-log.js';
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
export const messagingMigrations = [CreateMessaging1767225600000, AddReconciliation1767225700000];
