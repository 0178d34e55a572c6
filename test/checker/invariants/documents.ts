import type { CertificateFacts, DocumentFacts, Facts } from '../facts/facts.ts';
import type { Fate } from '../program-plan.ts';
import type { ProgramOutcome } from '../program-run.ts';
import type { Violation } from './violation.ts';

const CERTIFICATE = 'completion-certificate';
const ACKNOWLEDGMENT = 'acknowledgment';

/** I3: judged three times over: by the cases, by what the other services know, and by what was done to each person. */
export function oneDocument({ documents, programs }: Facts): Violation[] {
  const certificates = Map.groupBy(documents.certificates, keyOf);
  const byCase = Map.groupBy(documents.certificates, ({ caseId }) => caseId);
  return [
    ...documents.cases.flatMap((one) => caseAndDocuments(one, byCase.get(one.id) ?? [])),
    ...withoutCase(documents),
    ...dueAndHeld(documents, certificates),
    ...programs.filter(({ isFinished }) => isFinished).flatMap((program) => fatesOf(program, certificates)),
    ...numberGaps(documents.certificates),
  ];
}

type ByHolder = Map<string, CertificateFacts[]>;

function keyOf({ cohortId, holderId, kind }: { cohortId: string; holderId: string; kind: string }): string {
  return `${cohortId} ${holderId} ${kind}`;
}

function caseAndDocuments(one: DocumentFacts['cases'][number], own: CertificateFacts[]): Violation[] {
  const live = own.filter(({ status }) => status !== 'revoked');
  const expected = one.status === 'issued' ? 1 : 0;
  const isOver = one.status !== 'reserved' && own.every(({ status }) => status !== 'reserved');
  const isWaiting = one.status !== 'open' || one.waitsFor.length > 0;
  if (isOver && isWaiting && live.length === expected) return [];
  return [violation(`case ${one.id} is ${one.status} with ${live.length} live documents`, one.id, one.holderId)];
}

/** A document is given on its case, and on no other person's. */
function withoutCase({ certificates, cases }: DocumentFacts): Violation[] {
  const known = new Map(cases.map((one) => [one.id, keyOf(one)]));
  return certificates
    .filter((certificate) => known.get(certificate.caseId) !== keyOf(certificate))
    .map(({ id, caseId, holderId }) =>
      violation(`document ${id} of ${holderId} names ${caseId}, which is no case of it`, id, holderId),
    );
}

/** Enrollment knows who has completed, and programs who is thanked, whatever certification believes. */
function dueAndHeld({ completions, confirmed, contributions }: DocumentFacts, certificates: ByHolder): Violation[] {
  const due = new Set([
    ...completions
      .filter(({ personId }) => confirmed.has(personId))
      .map(({ cohortId, personId }) => keyOf({ cohortId, holderId: personId, kind: CERTIFICATE })),
    ...contributions.map(({ cohortId, contributorId }) =>
      keyOf({ cohortId, holderId: contributorId, kind: ACKNOWLEDGMENT }),
    ),
  ]);
  return [
    ...[...due].filter((key) => certificates.get(key)?.length !== 1).map((key) => counted(key, certificates, 1)),
    ...[...certificates.keys()].filter((key) => !due.has(key)).map((key) => counted(key, certificates, 0)),
  ];
}

function fatesOf({ cohortId, people }: ProgramOutcome, certificates: ByHolder): Violation[] {
  return people.flatMap(({ personId, fate }) => {
    const own = certificates.get(keyOf({ cohortId: cohortId!, holderId: personId, kind: CERTIFICATE })) ?? [];
    const found = own.map(({ status }) => status).join(' and ') || 'none';
    return found === expectedOf(fate) ? [] : [violation(`${personId}, ${fate}, has ${found}`, personId)];
  });
}

function expectedOf(fate: Fate): string {
  if (fate === 'certified') return 'issued';
  return fate === 'revoked' ? 'revoked' : 'none';
}

/** The numbers of a prefix and year follow each other: a number that was taken for nothing would be missed by an auditor. */
function numberGaps(certificates: CertificateFacts[]): Violation[] {
  const series = Map.groupBy(certificates, ({ registrationNumber }) => registrationNumber.replace(/\d+$/, ''));
  return [...series].flatMap(([prefix, own]) => {
    const last = Math.max(...own.map(({ registrationNumber }) => Number(registrationNumber.slice(prefix.length))));
    return last === own.length ? [] : [violation(`${prefix}: ${own.length} documents have numbers up to ${last}`)];
  });
}

function counted(key: string, certificates: ByHolder, expected: number): Violation {
  const [cohortId, holderId, kind] = key.split(' ');
  const found = certificates.get(key)?.length ?? 0;
  return violation(`${holderId} has ${found} ${kind} instead of ${expected}`, holderId, cohortId);
}

function violation(what: string, ...about: string[]): Violation {
  return { invariant: 'I3 one-document', what, about };
}
