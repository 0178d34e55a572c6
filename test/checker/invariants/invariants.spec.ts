import type { Facts, ServiceFacts } from '../facts/facts.ts';
import { aCertificate, anOperation, aWorld } from './a-world.ts';
import { violationsOf } from './check-all.ts';

/** What is said of a world after `harm` was done to it, without repetitions. */
function brokenBy(harm: (world: Facts) => void): string[] {
  const world = aWorld();
  harm(world);
  return [...new Set(violationsOf(world).map(({ invariant }) => invariant.slice(0, 2)))];
}

type Documents = Facts['documents'];

const seenOf = ({ verified }: Documents) => verified.get('CHK-2026-000001-X')!;

/** A nomination that was sent once, and the connection was lost. */
const anUnknown = () =>
  anOperation({ key: 'key-3', expected: 'either', outcome: 'unknown', status: 0, answer: undefined });

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
    [
      'a write that the rules allow was refused, and the story went on without it',
      ['I0'],
      ({ operations }) =>
        void operations.push(anOperation({ key: 'key-3', outcome: 'fail', status: 409, code: 'no-seat-left' })),
    ],
    [
      'it was refused after an attempt that nobody answered',
      ['I0'],
      ({ operations }) =>
        void operations.push(anOperation({ key: 'key-3', outcome: 'unknown', status: 409, code: 'no-seat-left' })),
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
      'a write that the rules forbid was done',
      ['I2'],
      (world) => {
        world.operations.push(
          anOperation({ key: 'key-3', expected: 'fail', answer: { id: 'nomination-2', version: 1 } }),
        );
        service(world, 'enrollment').keys.add('key-3');
        service(world, 'enrollment').rows.get('nominations')!.set('nomination-2', 1);
      },
    ],
    [
      'a write that nobody answered was committed and made nothing',
      ['I1'],
      (world) => {
        world.operations.push(anUnknown());
        service(world, 'enrollment').keys.add('key-3');
      },
    ],
    [
      'a write that nobody answered made something and was not committed',
      ['I2'],
      (world) => {
        world.operations.push(anUnknown());
        service(world, 'enrollment').rows.get('nominations')!.set('nomination-2', 1);
      },
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
    ['an acknowledgment is missing', ['I3'], ({ documents }) => void documents.certificates.pop()],
    ['an acknowledgment is without a contribution', ['I3'], ({ documents }) => void documents.contributions.pop()],
    ['a certificate names no case', ['I3'], ({ documents }) => void documents.cases.shift()],
    [
      'a certificate names the case of another person',
      ['I3'],
      ({ documents }) => void (documents.cases[0].holderId = 'person-2'),
    ],
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
    ['a fact was applied twice', ['I4'], (world) => void (service(world, 'assessment').positions[0].applied = 3)],
    ['a fact was skipped', ['I4'], (world) => void (service(world, 'assessment').positions[0].applied = 1)],
    ['a dead letter is open', ['I4'], (world) => void (service(world, 'assessment').waiting.deadLetters = 1)],
    ['a replica lacks a row', ['I5'], ({ replicas }) => replicas[0].replica.clear()],
    ['a replica has a row too many', ['I5'], ({ replicas }) => void replicas[0].replica.set('d', '1')],
    ['a replica says something else', ['I5'], ({ replicas }) => void replicas[0].replica.set('c', '2')],
    [
      'a revocation was answered and forgotten',
      ['I7'],
      ({ operations }) =>
        void operations.push(
          anOperation({
            ...{ method: 'PUT', path: '/api/certification/v1/certificates/certificate-1/revocation' },
            answer: { id: 'certificate-1' },
          }),
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
      ({ documents }) => void (seenOf(documents).page = 'signature invalid'),
    ],
    ['a status list is not published', ['I7'], ({ documents }) => documents.revokedBits.clear()],
    [
      'the credential names another bit than the registry',
      ['I7'],
      ({ documents }) => void (seenOf(documents).entry = { listId: 'list-1', index: 9 }),
    ],
    [
      'the credential names another list than the registry',
      ['I7'],
      ({ documents }) => void (seenOf(documents).entry = { listId: 'list-2', index: 7 }),
    ],
    ['a credential cannot be had', ['I7'], ({ documents }) => void (seenOf(documents).entry = undefined)],
  ];

  it('hold whether a write that nobody answered was done or not', () => {
    const world = aWorld();
    world.operations.push(anUnknown());
    expect(violationsOf(world)).toEqual([]);

    service(world, 'enrollment').keys.add('key-3');
    service(world, 'enrollment').rows.get('nominations')!.set('nomination-2', 1);
    expect(violationsOf(world)).toEqual([]);
  });

  it('hold when what the rules forbid is refused', () => {
    const world = aWorld();
    world.operations.push(anOperation({ key: 'key-3', expected: 'fail', outcome: 'fail', status: 409 }));

    expect(violationsOf(world)).toEqual([]);
  });

  it('are not judged without a table that they speak of', () => {
    const world = aWorld();
    service(world, 'programs').rows.delete('sessions');
    expect(() => violationsOf(world)).toThrow('programs has no table sessions');

    const another = aWorld();
    service(another, 'certification').consumes.states.push('programs.season');
    expect(() => violationsOf(another)).toThrow('No table is known for programs.season');
  });

  it.each(harms)('name it when %s', (_what, invariants, harm) => {
    expect(brokenBy(harm)).toEqual(invariants);
  });
});
