import type { Localized, PersonName } from '@app/contracts';

/**
 * All that a document says, as it was when it was reserved: offices, names and titles change afterwards, the document
 * does not.
 */
export interface DocumentContent {
  /** What is printed above the name. */
  title: Localized;
  programTitle: Localized;
  cohortTitle: Localized;
  organizer: { id: string; name: Localized };
  /** Academic author of the program. */
  author: PersonName | null;
  /** Of a person in both scripts, of an organization in its languages. */
  holderName: { person: PersonName } | { organization: Localized };
  /** Where the holder worked, and as what. */
  organization: Localized | null;
  position: Localized | null;
  period: { startsOn: string; endsOn: string | null };
  /** Random: says nothing about the holder to who does not have the document. */
  subjectUrn: string;
  /** Instant of business time, never in the real future. */
  validFrom: string;
  results: { outcome: string; score: number; protocolNumber: string } | null;
  /** What caused it: the fact of its issue belongs to the same trace. */
  trace: { traceparent: string; correlationId: string; causationId?: string };
}

/** The name as one line: in both scripts where they differ. */
export function printedName(content: DocumentContent): string {
  const { holderName } = content;
  if ('organization' in holderName)
    return holderName.organization.kk ?? holderName.organization.ru ?? holderName.organization.en ?? '';
  const { cyrillic, latin } = holderName.person;
  return cyrillic === latin ? cyrillic : `${cyrillic} / ${latin}`;
}
