import { v7 as uuid } from 'uuid';
import type { CohortStateV1, DocumentPolicy } from '@app/contracts';
import { CertificateCase, type Claim, type KnownEvaluation } from '../src/cases/certificate-case.js';
import { Certificate } from '../src/certificates/certificate.js';
import type { DocumentContent } from '../src/certificates/document-content.js';

export const programTitle = {
  kk: 'Білім берудегі өңірлік көшбасшылық',
  ru: 'Региональное лидерство в образовании',
  en: 'Regional Leadership in Education',
};

/** A document for completion that states nothing and waits for nothing else. */
export function aPolicy(overrides: Partial<DocumentPolicy> = {}): DocumentPolicy {
  return {
    kind: 'completion-certificate',
    ground: 'completion',
    title: { kk: 'Сертификат', ru: 'Сертификат', en: 'Certificate of Completion' },
    numberPrefix: 'NUGSE',
    statesResults: false,
    requiresConfirmedName: false,
    notBefore: null,
    ...overrides,
  };
}

/** A running cohort of a program with a completion rule. */
export function aCohort(overrides: Partial<CohortStateV1> = {}): CohortStateV1 {
  return {
    programId: uuid(),
    programCode: 'RLE',
    programTitle,
    code: 'RLE-2025',
    title: { kk: '2025 жылғы ағын', ru: 'Поток 2025 года', en: 'Cohort of 2025' },
    organizerId: uuid(),
    commissionerId: null,
    authorId: null,
    status: 'running',
    startsOn: '2025-02-03',
    endsOn: '2025-09-20',
    nominations: null,
    seats: { total: null, perOrganization: null },
    targetCategories: [],
    subjectKind: 'person',
    completionRule: { version: 1, minimumAttendance: 0.75, minimumModules: 5, requiresPassedProject: true },
    documents: [aPolicy()],
    partners: [],
    ...overrides,
  };
}

/** A person's claim as a participant. */
export function aClaim(overrides: Partial<Claim> = {}): Claim {
  return {
    holder: { kind: 'person', id: uuid() },
    homeOrganizationId: uuid(),
    groundKey: uuid(),
    role: null,
    ...overrides,
  };
}

/** A case that has just been opened and knows nothing yet. */
export function anOpenCase(policy: Partial<DocumentPolicy> = {}, claim: Partial<Claim> = {}): CertificateCase {
  const cohort = { id: uuid(), programId: uuid(), organizerId: uuid() };
  return CertificateCase.open(uuid(), cohort, aPolicy(policy), aClaim(claim), new Date('2025-09-01T00:00:00Z'));
}

/** A passed project. */
export function anEvaluation(overrides: Partial<KnownEvaluation> = {}): KnownEvaluation {
  return {
    projectId: uuid(),
    outcome: 'passed',
    score: 84.5,
    protocolNumber: 'P-2025-07',
    decidedAt: '2025-09-19T10:00:00.000Z',
    recordedAt: '2026-11-21T10:00:00.000Z',
    correlationId: uuid(),
    ...overrides,
  };
}

/** What a document of a school principal says. */
export function aContent(overrides: Partial<DocumentContent> = {}): DocumentContent {
  return {
    title: { kk: 'Сертификат', ru: 'Сертификат', en: 'Certificate of Completion' },
    programTitle,
    cohortTitle: { kk: '2025 жылғы ағын', ru: 'Поток 2025 года', en: 'Cohort of 2025' },
    organizer: { id: uuid(), name: { en: 'Graduate School of Education' } },
    author: null,
    holderName: { person: { cyrillic: 'Әлия Сәрсенова', latin: 'Aliya Sarsenova' } },
    organization: { kk: '№ 13 мектеп', ru: 'Школа № 13' },
    position: { kk: 'Мектеп директоры', ru: 'Директор школы' },
    period: { startsOn: '2025-02-03', endsOn: '2025-09-20' },
    subjectUrn: `urn:uuid:${uuid()}`,
    validFrom: '2025-09-20T10:00:00.000Z',
    results: null,
    trace: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', correlationId: uuid() },
    ...overrides,
  };
}

/** A document whose number is taken and which is not signed yet. */
export function aReservedCertificate(of: CertificateCase = anOpenCase()): Certificate {
  const reservation = {
    number: 'NUGSE-2025-000017-7K3M9QXZ',
    registrationNumber: 'NUGSE-2025-000017',
    credentialId: uuid(),
    achievementId: uuid(),
    statusListId: uuid(),
    statusIndex: 4711,
  };
  const times = { business: new Date('2025-09-20T10:00:00Z'), real: new Date('2026-11-21T10:00:00Z') };
  return Certificate.reserve(uuid(), of, reservation, aContent(), times);
}
