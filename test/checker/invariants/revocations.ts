import type { CertificateFacts, DocumentFacts, Facts, SeenDocument } from '../facts/facts.ts';
import type { Violation } from './violation.ts';

/** I7: whom a revocation was answered has a revoked document for good, and everybody who may look sees the same. */
export function revokedStaysRevoked({ operations, documents }: Facts): Violation[] {
  const { certificates, revokedBits } = documents;
  const byId = new Map(certificates.map((certificate) => [certificate.id, certificate]));
  const answered = operations.filter(({ path, outcome }) => path.endsWith('/revocation') && outcome === 'ok');
  const undone = answered
    .map(({ answer }) => answer?.id ?? '')
    .filter((id) => byId.get(id)?.status !== 'revoked')
    .map((id) => violation(`${id} was revoked and is ${byId.get(id)?.status ?? 'gone'}`, id));
  const lists = [...new Set(certificates.map(({ listId }) => listId))];
  return [
    ...undone,
    ...lists.filter((id) => !revokedBits.has(id)).map((id) => violation(`status list ${id} is not published`)),
    ...certificates.flatMap((one) => seenOtherwise(one, documents)),
  ];
}

function seenOtherwise(certificate: CertificateFacts, { revokedBits, verified }: DocumentFacts): Violation[] {
  const { id, status, number, listId, index } = certificate;
  const bit = revokedBits.get(listId)?.has(index);
  const seen = verified.get(number);
  const expected = status === 'revoked' ? 'revoked' : 'valid';
  const isBitRight = bit === undefined || bit === (status === 'revoked');
  const isEntryRight = !seen || (seen.entry?.listId === listId && seen.entry.index === index);
  return [
    ...(isBitRight ? [] : [violation(`${number} is ${status}, its bit is ${bit}`, id)]),
    ...(!seen || seen.page === expected ? [] : [violation(`${number} is ${status}, the page says ${seen.page}`, id)]),
    ...(isEntryRight ? [] : [violation(`${number} has bit ${index} of ${listId}, its credential ${named(seen)}`, id)]),
  ];
}

function named({ entry }: SeenDocument): string {
  return entry ? `names ${entry.index} of ${entry.listId}` : 'cannot be had';
}

function violation(what: string, ...about: string[]): Violation {
  return { invariant: 'I7 revoked-stays-revoked', what, about };
}
