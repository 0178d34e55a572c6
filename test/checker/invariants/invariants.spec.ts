import type { CertificateFacts, Facts, ServiceFacts } from '../facts/facts.ts';
import type { Operation } from '../history.ts';
import { violationsOf } from './check-all.ts';

const KEY = 'key-1';

/** A world where everything holds: one person completed, was certified and nothing else happened. */
function aWorld(): Facts {
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
    services: [
      aService('enrollment', {
        keys: new Set([KEY]),
        rows: new Map([['nominations', new Map([['nomination-1', 2]])]]),
        log: [{ aggregate: 'enrollment.participant', id: 'participant-1', count: 2, last: 2 }],
      }),
      aService('assessment', {
        consumes: { facts: ['enrollment.participant'], states: [] },
        positions: [
          { kind: 'fact', aggregate: 'enrollment.participant', id: 'participant-1', sequence: 2, held: null },
        ],
      }),
      aService('programs', { keys: new Set([COHORT.key]), rows: new Map([['cohorts', new Map([['cohort-1', 4]])]]) }),
      aService('certification', {
        consumes: { facts: [], states: ['programs.cohort'] },
        positions: [{ kind: 'state', aggregate: 'programs.cohort', id: 'cohort-1', sequence: 4, held: null }],
      }),
    ],
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
      verified: new Map([['CHK-2026-000001-X', 'valid']]),
    },
  };
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

function anOperation(change: Partial<Operation>): Operation {
  return {
    ...{ id: 1, program: 'CHK0001', actor: 'coordinator', method: 'POST', path: '/api/enrollment/v1/nominations' },
    ...{ key: KEY, at: 1, endedAt: 2, attempts: 1, outcome: 'ok', status: 201 },
    ...{ answer: { id: 'nomination-1', version: 1 } },
    ...change,
  };
}

function aService(name: string, change: Partial<ServiceFacts>): ServiceFacts {
  return {
    ...{ name, consumes: { facts: [], states: [] }, rows: new Map(), keys: new Set(), log: [], positions: [] },
    ...{ waiting: { outbox: 0, parked: 0, deadLetters: 0, doubles: 0 } },
    ...change,
  };
}

function aCertificate(change: Partial<CertificateFacts>): CertificateFacts {
  return {
    ...{ id: 'certificate-1', caseId: 'case-1', cohortId: 'cohort-1', holderId: 'person-1' },
    ...{ kind: 'completion-certificate', status: 'issued', number: 'CHK-2026-000001-X' },
    ...{ registrationNumber: 'CHK-2026-000001', listId: 'list-1', index: 7 },
    ...change,
  };
}

/** What is said of a world after `harm` was done to it, without repetitions. */
function brokenBy(harm: (world: Facts) => void): string[] {
  const world = aWorld();
  harm(world);
  return [...new Set(violationsOf(world).map(({ invariant }) => invariant.slice(0, 2)))];
}

const service = (world: Facts, name: string): ServiceFacts => world.services.find((one) => one.name === name)!;

describe('The invariants', () => {
  it('hold in a world where nothing went wrong', () => {
    expect(violationsOf(aWorld())).toEqual([]);
  });

  const harms: [string, string[], (world: Facts) => void][] = [
    [
      'a program was refused what it may do',
      ['I0'],
      ({ programs }) => void (programs[0].brokenOff = { kind: 'refused', reason: 'right-missing' }),
    ],
    ['the commit of an answered write is gone', ['I1'], (world) => service(world, 'enrollment').keys.clear()],
    [
      'what an answered write made is gone',
      ['I1'],
      (world) => service(world, 'enrollment').rows.get('nominations')!.clear(),
    ],
    [
      'what an answered write changed is as it was before',
      ['I1'],
      ({ operations }) => void (operations[0].answer = { id: 'nomination-1', version: 3 }),
    ],
    [
      'a refused write was done',
      ['I2'],
      ({ operations }) => void operations.push(anOperation({ path: '/api/enrollment/v1/x', outcome: 'fail' })),
    ],
    [
      'a write that was tried twice was done twice',
      ['I2'],
      (world) => void service(world, 'enrollment').rows.get('nominations')!.set('nomination-2', 1),
    ],
    [
      'a person holds two certificates',
      ['I3'],
      ({ documents }) =>
        void documents.certificates.push(
          aCertificate({ id: 'certificate-2', number: 'x', registrationNumber: 'CHK-2026-000002', index: 9 }),
        ),
    ],
    ['a certificate is missing', ['I3'], ({ documents }) => void documents.certificates.shift()],
    ['a certificate is without a completion', ['I3'], ({ documents }) => void documents.completions.pop()],
    [
      'a document was reserved and never signed',
      ['I3'],
      ({ documents }) => void (documents.certificates[0].status = 'reserved'),
    ],
    [
      'somebody who was failed holds a certificate',
      ['I3'],
      ({ programs }) => void (programs[0].people[0].fate = 'failed'),
    ],
    [
      'a number was left out',
      ['I3'],
      ({ documents }) => void (documents.certificates[0].registrationNumber = 'CHK-2026-000002'),
    ],
    ['a log has a gap', ['I4'], (world) => void (service(world, 'enrollment').log[0].count = 1)],
    ['a consumer missed a fact', ['I4'], (world) => void (service(world, 'assessment').positions[0].sequence = 1)],
    ['a consumer never heard of an aggregate', ['I4'], (world) => void service(world, 'assessment').positions.pop()],
    [
      'a consumer has an old state',
      ['I4'],
      (world) => void (service(world, 'certification').positions[0].sequence = 3),
    ],
    ['an aggregate is held', ['I4'], (world) => void (service(world, 'assessment').positions[0].held = 'dead-letter')],
    ['a fact was applied twice', ['I4'], (world) => void (service(world, 'assessment').waiting.doubles = 1)],
    ['a dead letter is open', ['I4'], (world) => void (service(world, 'assessment').waiting.deadLetters = 1)],
    ['a replica lacks a row', ['I5'], ({ replicas }) => replicas[0].replica.clear()],
    ['a replica has a row too many', ['I5'], ({ replicas }) => void replicas[0].replica.set('d', '1')],
    ['a replica says something else', ['I5'], ({ replicas }) => void replicas[0].replica.set('c', '2')],
    [
      'a revocation was answered and forgotten',
      ['I7'],
      ({ operations }) =>
        void operations.push(
          anOperation({ method: 'PUT', path: '/x/certificate-1/revocation', answer: { id: 'certificate-1' } }),
        ),
    ],
    [
      'the status list calls a valid document revoked',
      ['I7'],
      ({ documents }) => void documents.revokedBits.get('list-1')!.add(7),
    ],
    [
      'the page calls a document valid and its signature is not',
      ['I7'],
      ({ documents }) => void documents.verified.set('CHK-2026-000001-X', 'signature invalid'),
    ],
  ];

  it.each(harms)('name it when %s', (_what, invariants, harm) => {
    expect(brokenBy(harm)).toEqual(invariants);
  });
});
