import type { ConflictGround } from './conflict.js';

/** A member as the rule sees one: the seat's organization, every organization of a current office, who is advised. */
export interface MemberInterests {
  personId: string;
  organizationIds: readonly string[];
  /** Institutions that the member advises in this cohort. */
  advisedIds: readonly string[];
}

/** An author's person and the organization the author was nominated by. */
export interface AuthorHome {
  personId: string;
  organizationId: string;
}

/** The organization above each organization that matters here; absent or null: none. */
export type ParentOf = ReadonlyMap<string, string | null>;

/** Why, and through which organization of the member's. */
export interface FoundInterest {
  ground: ConflictGround;
  organizationId: string | null;
}

/**
 * Does a member have an interest in a project? True of the author's own work, of one's own organization, and of the
 * organization directly above or below it, and of an institution that the member advises. Organizations are compared by id and by date of office, never by name or address.
 */
export function interestIn(
  member: MemberInterests,
  authors: readonly AuthorHome[],
  parentOf: ParentOf,
): FoundInterest | undefined {
  if (authors.some(({ personId }) => personId === member.personId)) {
    return { ground: 'own-project', organizationId: null };
  }
  const homes = authors.map(({ organizationId }) => organizationId);
  return (
    through(member, 'same-organization', (own) => homes.includes(own)) ??
    through(member, 'parent-organization', (own) => homes.some((home) => parentOf.get(home) === own)) ??
    through(member, 'child-organization', (own) => homes.some((home) => parentOf.get(own) === home)) ??
    advised(member, homes)
  );
}

function through(
  member: MemberInterests,
  ground: ConflictGround,
  matches: (organizationId: string) => boolean,
): FoundInterest | undefined {
  const organizationId = member.organizationIds.find(matches);
  return organizationId === undefined ? undefined : { ground, organizationId };
}

function advised(member: MemberInterests, homes: readonly string[]): FoundInterest | undefined {
  const organizationId = member.advisedIds.find((each) => homes.includes(each));
  return organizationId === undefined ? undefined : { ground: 'consultant', organizationId };
}

/** Is this office held on this day? Both dates are days of office. */
export function isHeldOn(day: string, office: { from: string; until: string | null }): boolean {
  return office.from <= day && (office.until === null || day <= office.until);
}
