import type { Achievement } from '../achievements/achievement.js';
import type { Certificate } from '../certificates/certificate.js';
import { printedName } from '../certificates/document-content.js';
import { buildCredential, type UnsignedCredential } from '../credentials/credential.js';

/** The unsigned credential of a reserved document. It follows from the row alone: made again it is the same. */
export function credentialOf(
  certificate: Certificate,
  achievement: Achievement,
  issuer: { origin: string; did: string },
): UnsignedCredential {
  const { content, organizerId } = certificate;
  const { origin, did } = issuer;
  return buildCredential({
    origin,
    id: `${origin}/credentials/${certificate.credentialId}`,
    kind: certificate.kind,
    issuer: { did, name: content.organizer.name, url: `${origin}/issuers/${organizerId}` },
    holder: { subjectUrn: content.subjectUrn, name: printedName(content) },
    achievement: {
      id: `${origin}/achievements/${achievement.id}`,
      name: achievement.name,
      description: achievement.description,
      criteriaNarrative: achievement.criteria,
    },
    number: certificate.number,
    validFrom: content.validFrom,
    ...(content.results && { results: { outcome: content.results.outcome, score: content.results.score } }),
    statusListUrl: `${origin}/status-lists/${certificate.statusListId}`,
    statusIndex: certificate.statusIndex,
  });
}
