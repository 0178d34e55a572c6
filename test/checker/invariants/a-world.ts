import type { CertificateFacts, Facts, ServiceFacts } from '../facts/facts.ts';
import type { Operation } from '../history.ts';
import { MADE_BY } from './writes.ts';

const KEY = 'key-1';
const NUMBER = 'CHK-2026-000001-X';

/** A world where everything holds: one person completed, was certified and nothing else happened. */
export function aWorld(): Facts {
  const person = 'person-1';
  return {
    operations: [anOperation({}), anOperation(COHORT)],
    before: new Map(),
    programs: [
      {
        ...{ code: 'CHK0001', cohortId: 'cohort-1', isFinished: true },
        people: [{ personId: person, fate: 'certified' }],
      },
    ],
    services: servicesOfWorld(),
    replicas: [
      { name: 'programs.cohorts in enrollment', owner: new Map([['c', '1']]), replica: new Map([['c', '1']]) },
    ],
    documents: {
      certificates: [aCertificate({}), aCertificate({ id: 'thanks-1', caseId: 'case-2', ...THANKS })],
      cases: [
        { ...CASE, id: 'case-1', holderId: person, kind: 'completion-certificate' },
        { ...CASE, id: 'case-2', holderId: 'mentor-1', kind: 'acknowledgment' },
      ],
      completions: [{ cohortId: 'cohort-1', personId: person }],
      confirmed: new Set([person]),
      contributions: [{ cohortId: 'cohort-1', contributorId: 'mentor-1' }],
      revokedBits: new Map([['list-1', new Set<number>()]]),
      verified: new Map([[NUMBER, { page: 'valid', entry: { listId: 'list-1', index: 7 } }]]),
    },
  };
}

function servicesOfWorld(): ServiceFacts[] {
  return [
    aService('directory', {}),
    aService('enrollment', {
      keys: new Set([KEY]),
      rows: new Map([['nominations', new Map([['nomination-1', 2]])]]),
      log: [{ aggregate: 'enrollment.participant', id: 'participant-1', count: 2, last: 2 }],
    }),
    aService('assessment', {
      consumes: { facts: ['enrollment.participant'], states: [] },
      positions: [
        { kind: 'fact', aggregate: 'enrollment.participant', id: 'participant-1', sequence: 2, applied: 2, held: null },
      ],
    }),
    aService('programs', { keys: new Set([COHORT.key]), rows: new Map([['cohorts', new Map([['cohort-1', 4]])]]) }),
    aService('certification', {
      rows: new Map([['certificates', new Map([['certificate-1', 2]])]]),
      consumes: { facts: [], states: ['programs.cohort'] },
      positions: [{ kind: 'state', aggregate: 'programs.cohort', id: 'cohort-1', sequence: 4, applied: 2, held: null }],
    }),
  ];
}

const COHORT = {
  ...{ path: '/api/programs/v1/programs/program-1/cohorts', key: 'key-2' },
  answer: { id: 'cohort-1', version: 1 },
};
const CASE = { cohortId: 'cohort-1', status: 'issued', waitsFor: [] as string[] };
const THANKS = {
  ...{ holderId: 'mentor-1', kind: 'acknowledgment', index: 8 },
  ...{ number: 'CHKA-2026-000001-Y', registrationNumber: 'CHKA-2026-000001' },
};

/** A nomination that was answered with success. */
export function anOperation(change: Partial<Operation>): Operation {
  return {
    ...{ id: 1, program: 'CHK0001', actor: 'coordinator', method: 'POST', path: '/api/enrollment/v1/nominations' },
    ...{ key: KEY, expected: 'ok', at: 1, endedAt: 2, attempts: 1, outcome: 'ok', status: 201 },
    ...{ answer: { id: 'nomination-1', version: 1 } },
    ...change,
  };
}

/** A service at rest, with every table that requests make rows in. */
function aService(name: string, { rows = new Map(), ...change }: Partial<ServiceFacts>): ServiceFacts {
  const tables = MADE_BY.filter(({ service }) => service === name).map(({ table }) => table);
  return {
    ...{ name, consumes: { facts: [], states: [] }, keys: new Set(), log: [], positions: [] },
    rows: new Map([...tables.map((table) => [table, new Map<string, number>()] as const), ...rows]),
    waiting: { outbox: 0, parked: 0, deadLetters: 0 },
    ...change,
  };
}

/** The certificate of the one person of the world. */
export function aCertificate(change: Partial<CertificateFacts>): CertificateFacts {
  return {
    ...{ id: 'certificate-1', caseId: 'case-1', cohortId: 'cohort-1', holderId: 'person-1' },
    ...{ kind: 'completion-certificate', status: 'issued', number: NUMBER },
    ...{ registrationNumber: 'CHK-2026-000001', listId: 'list-1', index: 7 },
    ...change,
  };
}
