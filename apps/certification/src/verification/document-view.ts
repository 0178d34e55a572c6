import type { Localized, PersonName } from '@app/contracts';
import type { Certificate } from '../certificates/certificate.js';
import type { CredentialCheck } from '../credentials/data-integrity.js';
import { issuerDid } from '../issuers/issuer-key.js';

/** What the registry tells about a document to who has its registration number only: no name, no way to one. */
export interface RegistrationView {
  registrationNumber: string;
  status: 'valid' | 'revoked';
  kind: string;
  title: Localized;
  program: Localized;
  organizer: { id: string; name: Localized };
  issuedAt: string;
  revokedAt: string | null;
  revocationReason: string | null;
}

/** What it tells to who has the full number. */
export interface DocumentView extends RegistrationView {
  number: string;
  holder: { kind: 'person' | 'organization'; name: PersonName | Localized };
  role: Certificate['role'];
  cohort: Localized;
  author: PersonName | null;
  period: { startsOn: string; endsOn: string | null };
  position: Localized | null;
  organization: Localized | null;
  results: Certificate['content']['results'];
  /** Of the signed credential, checked with the published keys. */
  signature: 'valid' | 'invalid';
  links: {
    page: string;
    credential: string;
    issuer: string;
    didDocument: string;
    statusList: string;
    statusListIndex: number;
    achievement: string;
  };
}

/** The public entry without anything that identifies the holder. */
export function registrationView(certificate: Certificate): RegistrationView {
  const { registrationNumber, status, kind, content, issuedAt, revokedAt, revocationReason } = certificate;
  return {
    registrationNumber,
    status: status === 'revoked' ? 'revoked' : 'valid',
    ...{ kind, title: content.title, program: content.programTitle, organizer: content.organizer },
    issuedAt: issuedAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
    revocationReason,
  };
}

/** The whole public entry. */
export function documentView(certificate: Certificate, check: CredentialCheck, origin: string): DocumentView {
  const { number, content, holderKind, role, credentialId, organizerId, statusListId, statusIndex } = certificate;
  const { holderName, cohortTitle, author, period, position, organization, results } = content;
  const name = 'person' in holderName ? holderName.person : holderName.organization;
  return {
    number,
    ...registrationView(certificate),
    ...{
      holder: { kind: holderKind, name },
      role,
      cohort: cohortTitle,
      author,
      period,
      position,
      organization,
      results,
    },
    signature: check.signature,
    links: {
      page: `${origin}/verify/${number}`,
      credential: `${origin}/credentials/${credentialId}`,
      issuer: issuerDid(origin, organizerId),
      didDocument: `${origin}/issuers/${organizerId}/did.json`,
      statusList: `${origin}/status-lists/${statusListId}`,
      statusListIndex: statusIndex,
      achievement: `${origin}/achievements/${certificate.achievementId}`,
    },
  };
}
