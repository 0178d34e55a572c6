import type { Remedy } from './remedy.ts';

/** Remedies between a caller and a commit. */
export const serviceRemedies: Remedy[] = [
  {
    fault: 20,
    remedy: 'A lost connection of the pool does not end the service',
    file: 'libs/service-kit/src/data-source.ts',
    search: 'poolErrorHandler: onPoolError,',
    replace: 'poolErrorHandler: () => process.exit(1),',
    spec: 'libs/service-kit/test/faults/postgres-dies.component.spec.ts',
    test: 'PostgreSQL that is killed under load costs no command and doubles none in 2 rounds, and the service lives on',
  },
  {
    fault: 23,
    remedy: 'A service that is told to end keeps no connection open behind its answers',
    file: 'libs/service-kit/src/http.ts',
    search: `if (isClosing) reply.header('connection', 'close');`,
    replace: 'void isClosing; void reply;',
    spec: 'libs/service-kit/test/faults/told-to-end.component.spec.ts',
    test: 'a service that is told to end in the middle of a command finishes and answers it, takes no new one, and ends well',
  },
  {
    fault: 25,
    remedy: 'The first answer under an Idempotency-Key is the answer to all its repeats',
    file: 'libs/service-kit/src/idempotency.ts',
    search: 'if (!context?.idempotencyKey) return null;',
    replace: 'if (context) return null;',
    spec: 'libs/service-kit/test/faults/command-sent-twice.component.spec.ts',
    test: 'a command whose answer was lost is done once when it is sent again with its key, though the first time nobody knew whether it was',
  },
];
