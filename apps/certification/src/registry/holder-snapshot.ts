import { ReplicaBehind, type Localized, type PersonName } from '@app/contracts';
import type { EntityManager } from 'typeorm';
import type { CertificateCase } from '../cases/certificate-case.js';
import type { Cohort } from '../replicas/cohort.js';

/** Whom and what a document names, as they are today. */
export interface HolderSnapshot {
  /** Real time, by the clock of the database: that of a process may be wrong, and a document from tomorrow is not valid. */
  takenAt: Date;
  /** The day in Kazakhstan that it was then in business time. */
  day: string;
  organizer: Localized;
  holderName: { person: PersonName } | { organization: Localized };
  author: PersonName | null;
  organization: Localized | null;
  position: Localized | null;
}

interface Row {
  takenAt: Date;
  day: string;
  organizer: Localized | null;
  home: Localized | null;
  holder: PersonName | Localized | null;
  author: PersonName | null;
  office: { title: Localized; organization: Localized | null } | null;
}

/** Of several offices the one at the nominating organization counts, then the one held longest. */
const SNAPSHOT = `
  WITH today AS (SELECT ((now() + $6 * interval '1 millisecond') AT TIME ZONE 'Asia/Almaty')::date AS day)
  SELECT now() AS "takenAt", day::text,
    (SELECT name FROM organizations WHERE id = $1) AS organizer,
    (SELECT name FROM organizations WHERE id = $2) AS home,
    CASE WHEN $4::uuid IS NULL THEN (SELECT name FROM organizations WHERE id = $3)
      ELSE coalesce((SELECT name FROM name_confirmations WHERE person_id = $4), (SELECT name FROM people WHERE id = $4))
    END AS holder,
    (SELECT name FROM people WHERE id = $5) AS author,
    (SELECT json_build_object('title', office.title, 'organization', place.name)
      FROM appointments office LEFT JOIN organizations place ON place.id = office.organization_id
      WHERE office.person_id = $4 AND office.held_from <= day AND coalesce(office.held_until >= day, true)
      ORDER BY office.organization_id = $2 DESC, office.held_from, office.id LIMIT 1) AS office
  FROM today`;

/**
 * Reads names, office and organization of the holder on the day that it is now, so many milliseconds of business time away
 * from real time. Throws ReplicaBehind for who is not known yet.
 */
export async function snapshotHolder(
  tx: EntityManager,
  of: CertificateCase,
  cohort: Cohort,
  offsetMs: number,
): Promise<HolderSnapshot> {
  const { organizerId, homeOrganizationId, holderId, personId } = of;
  const values = [organizerId, homeOrganizationId, holderId, personId, cohort.authorId, offsetMs];
  const [row] = (await tx.query(SNAPSHOT, values)) as [Row];
  const { takenAt, day, organizer, holder, home, office, author } = row;
  if (!organizer) throw new ReplicaBehind('directory.organization', organizerId);
  if (!holder) throw new ReplicaBehind(personId ? 'directory.person' : 'directory.organization', holderId);
  if (!personId) {
    const holderName = { organization: holder as Localized };
    return { takenAt, day, organizer, holderName, author, organization: null, position: null };
  }
  // A mentor of the organizer's program has no home there: only an office tells where he works.
  const works = home && homeOrganizationId !== organizerId ? home : null;
  return {
    ...{ takenAt, day, organizer },
    holderName: { person: holder as PersonName },
    author,
    organization: office?.organization ?? works,
    position: office?.title ?? null,
  };
}
