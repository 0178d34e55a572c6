import type { Remedy } from './remedy.ts';

/** Remedies between a caller and a commit. */
export const serviceRemedies: Remedy[] = [
  {
    fault: 17,
    remedy: 'The database says when an embargo ends, not the clock of a process',
    file: 'apps/certification/src/cases/cases.service.ts',
    search: 'const now = await this.timeFor(tx, one);',
    replace: 'const now = this.clock.now();',
    spec: 'apps/certification/test/clock-jumps.component.spec.ts',
    test: 'a process whose clock jumps forward by a day lets an embargo end when it ends and no other, and dates documents right',
  },
  {
    fault: 18,
    remedy: 'A token that seems to be from the future is refused',
    file: 'libs/service-kit/src/access/token-verifier.ts',
    search: 'maxTokenAge: MAX_AGE_S,',
    replace: '',
    spec: 'libs/service-kit/test/faults/clock-is-wrong.component.spec.ts',
    test: 'a service whose clock is wrong by ten minutes refuses what seems to be over or from the future, and nothing else',
  },
  {
    fault: 20,
    remedy: 'No commit is answered before the standby has it',
    file: 'libs/service-kit/test/faults/postgres-pair.ts',
    search: `synchronous_standby_names = 'standby'`,
    replace: `synchronous_standby_names = ''`,
    spec: 'libs/service-kit/test/faults/standby-takes-over.component.spec.ts',
    test: 'a standby that takes over from a PostgreSQL that is killed under load has them also when it was cut off before: nothing is answered that it does not have',
  },
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
