import { gunzipSync } from 'node:zlib';
import type { Reader } from './databases.ts';
import type { CertificateFacts, DocumentFacts, SeenDocument } from './facts.ts';

/** The public page checks a signature each time: of what was not revoked a sample is enough. */
const SAMPLE = 60;

const CERTIFICATES = `
  SELECT id, case_id AS "caseId", cohort_id AS "cohortId", holder_id AS "holderId", kind, status, number,
    registration_number AS "registrationNumber", status_list_id AS "listId", status_index AS "index"
  FROM certificates ORDER BY id`;

const CASES = `
  SELECT id, cohort_id AS "cohortId", holder_id AS "holderId", kind, status, waits_for AS "waitsFor"
  FROM certificate_cases`;

const COMPLETIONS = `
  SELECT cohort_id AS "cohortId", person_id AS "personId" FROM completions
  WHERE status = 'attained' AND subject_kind = 'person'`;

const CONTRIBUTIONS = `
  SELECT cohort_id AS "cohortId", contributor_id AS "contributorId" FROM contributions
  WHERE EXISTS (SELECT FROM ceremonies WHERE ceremonies.cohort_id = contributions.cohort_id AND held_at IS NOT NULL)`;

/** Reads the registry, what calls for documents, and what anybody may see of them. */
export async function collectDocuments(databases: Reader, gatewayUrl: string): Promise<DocumentFacts> {
  const certificates = await databases.query<CertificateFacts>('certification', CERTIFICATES);
  const names = 'SELECT person_id FROM name_confirmations';
  const confirmed = await databases.query<{ person_id: string }>('certification', names);
  return {
    certificates,
    cases: await databases.query('certification', CASES),
    completions: await databases.query('enrollment', COMPLETIONS),
    confirmed: new Set(confirmed.map(({ person_id }) => person_id)),
    contributions: await databases.query('programs', CONTRIBUTIONS),
    revokedBits: await publishedBits(certificates, gatewayUrl),
    verified: await lookAt(certificates, gatewayUrl),
  };
}

async function publishedBits(certificates: CertificateFacts[], gatewayUrl: string): Promise<Map<string, Set<number>>> {
  const bits = new Map<string, Set<number>>();
  for (const id of new Set(certificates.map(({ listId }) => listId))) {
    const list = await publicJson(`${gatewayUrl}/status-lists/${id}`);
    const encoded = list?.credentialSubject?.encodedList;
    if (encoded) bits.set(id, setBitsOf(encoded));
  }
  return bits;
}

/** A list is multibase base64url of a gzip; the left-most bit of the first byte is index 0. */
function setBitsOf(encodedList: string): Set<number> {
  const bits = new Set<number>();
  gunzipSync(Buffer.from(encodedList.slice(1), 'base64url')).forEach((byte, place) => {
    for (let bit = 0; byte && bit < 8; bit++) if (byte & (0x80 >> bit)) bits.add(place * 8 + bit);
  });
  return bits;
}

/** Looks at every revoked document and at the last of the others, as anybody does who has the number. */
async function lookAt(certificates: CertificateFacts[], gatewayUrl: string): Promise<Map<string, SeenDocument>> {
  const revoked = certificates.filter(({ status }) => status === 'revoked');
  const issued = certificates.filter(({ status }) => status === 'issued');
  const verified = new Map<string, SeenDocument>();
  for (const { number } of [...revoked, ...issued.slice(-SAMPLE)]) {
    const view = await publicJson(`${gatewayUrl}/verify/${number}`);
    const page = view?.signature === 'valid' ? String(view.status) : `signature ${view?.signature}`;
    verified.set(number, { page, entry: view && (await entryOf(gatewayUrl, view.links.credential)) });
  }
  return verified;
}

/** The place in a status list that a signed credential names: where its verifiers look. */
async function entryOf(gatewayUrl: string, link: string): Promise<SeenDocument['entry']> {
  const credential = await publicJson(gatewayUrl + new URL(link).pathname);
  if (!credential) return undefined;
  const { statusListCredential, statusListIndex } = credential.credentialStatus;
  return { listId: String(statusListCredential).split('/').at(-1)!, index: Number(statusListIndex) };
}

async function publicJson(url: string): Promise<any> {
  const answer = await fetch(url, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(10_000) });
  return answer.ok ? answer.json() : undefined;
}
