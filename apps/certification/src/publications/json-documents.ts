import type { Achievement } from '../achievements/achievement.js';
import { ACHIEVEMENT_TYPES, CREDENTIAL_CONTEXTS, inLanguage, ownTerms } from '../credentials/credential.js';

/** An achievement as it stands in credentials, at its own address. */
export function achievementDocument(achievement: Achievement, origin: string): object {
  const { id, kind, organizerId, name, description, criteria } = achievement;
  return {
    '@context': [...CREDENTIAL_CONTEXTS, ownTerms(origin)],
    id: `${origin}/achievements/${id}`,
    type: ['Achievement'],
    achievementType: ACHIEVEMENT_TYPES[kind],
    ...{ name: inLanguage(name, 'kk'), nameI18n: name },
    ...{ description: inLanguage(description, 'kk'), descriptionI18n: description },
    criteria: { narrative: inLanguage(criteria, 'kk'), narrativeI18n: criteria },
    creator: { id: `${origin}/issuers/${organizerId}`, type: ['Profile'] },
  };
}

const TERMS: Record<string, string> = {
  nameI18n: 'The name in each of its languages; `name` is one of them.',
  descriptionI18n: 'The description in each of its languages; `description` is one of them.',
  narrativeI18n: 'The criteria in each of their languages; `narrative` is one of them.',
  documentKind:
    'The kind of document: completion-certificate, retraining-certificate, acknowledgment or participation-record.',
};

/** The vocabulary behind `/ns#…`: what our own terms mean. */
export function vocabulary(origin: string): object {
  return {
    '@context': { rdfs: 'http://www.w3.org/2000/01/rdf-schema#', label: 'rdfs:label', comment: 'rdfs:comment' },
    '@id': `${origin}/ns`,
    '@graph': Object.entries(TERMS).map(([term, comment]) => ({
      ...{ '@id': `${origin}/ns#${term}`, '@type': 'rdfs:Property', label: term, comment },
    })),
  };
}
