import { v7 as uuid } from 'uuid';
import { aReservedCertificate } from '../../test/builders.js';
import { achievementTexts } from '../achievements/achievement-texts.js';
import { Achievement } from '../achievements/achievement.js';
import { signCredential } from '../credentials/data-integrity.js';
import { createSigner, generateIssuerKey, issuerDid } from '../issuers/issuer-key.js';
import { credentialOf } from './credential-of.js';

const origin = 'https://tulga.example.kz';
const certificate = aReservedCertificate();
const { cohortId, organizerId, kind, content } = certificate;
const did = issuerDid(origin, organizerId);
const { programTitle, cohortTitle, organizer } = content;
const facts = {
  programTitle,
  cohortTitle,
  organizer: organizer.name,
  ground: 'completion',
  role: null,
  rule: null,
} as const;
const texts = achievementTexts({ ...facts, subjectKind: 'person' });
const achievement = Achievement.of(uuid(), { cohortId, organizerId, kind }, texts);

describe('The credential of a reserved document', () => {
  it('names the holder in both scripts and by a random URN, and nothing else that identifies', () => {
    const credential = credentialOf(certificate, achievement, { origin, did });

    expect(credential).toMatchObject({
      id: `${origin}/credentials/${certificate.credentialId}`,
      issuer: { id: did, url: `${origin}/issuers/${organizerId}` },
      validFrom: content.validFrom,
      credentialSubject: {
        id: content.subjectUrn,
        identifier: [{ identityHash: 'Әлия Сәрсенова / Aliya Sarsenova' }],
        licenseNumber: certificate.number,
        achievement: { id: `${origin}/achievements/${achievement.id}` },
      },
      credentialStatus: { statusListIndex: '4711' },
    });
    expect(JSON.stringify(credential)).not.toContain(certificate.holderId);
  });

  it('signed again after a crash is the same to the byte', async () => {
    const signer = createSigner(did, await generateIssuerKey());
    const sign = () =>
      signCredential(credentialOf(certificate, achievement, { origin, did }), signer, certificate.reservedAt);

    expect(JSON.stringify(await sign())).toBe(JSON.stringify(await sign()));
  });

  it('states results only where the document does', () => {
    const results = { outcome: 'passed', score: 84.5, protocolNumber: 'P-2025-07' };
    const stating = Object.assign(aReservedCertificate(), { content: { ...content, results } });

    expect(JSON.stringify(credentialOf(certificate, achievement, { origin, did }))).not.toContain('"result"');
    expect(credentialOf(stating, achievement, { origin, did })).toMatchObject({
      credentialSubject: { result: [{ value: 'passed' }, { value: '84.5' }] },
    });
  });
});
