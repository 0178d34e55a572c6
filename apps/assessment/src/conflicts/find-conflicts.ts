import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Panel, type Seat } from '../panels/panel.js';
import { Project } from '../projects/project.js';
import { interestIn, type MemberInterests, type ParentOf } from './conflict-rule.js';
import { Conflict, type ConflictCase } from './conflict.js';

/** As much of a project as a conflict is found by. */
export type JudgedWork = Pick<Project, 'id' | 'authors'>;

// Current offices of the members, whom they advise, and what is directly above each organization that they or the authors belong to.
const INTERESTS = `
  WITH offices AS (
    SELECT person_id, organization_id FROM appointments
    WHERE person_id = ANY ($1) AND "from" <= $2 AND (until IS NULL OR until >= $2)
  )
  SELECT 'office' AS kind, person_id AS "personId", organization_id AS "organizationId", NULL::uuid AS "parentId"
  FROM offices
  UNION ALL
  SELECT 'consultancy', person_id, organization_id, NULL FROM consultancies
  WHERE cohort_id = $4 AND person_id = ANY ($1)
  UNION ALL
  SELECT 'organization', NULL, id, parent_id FROM organizations
  WHERE id = ANY ($3) OR id IN (SELECT organization_id FROM offices)`;

// What people disclosed does not stand against what the platform finds.
const RECORD = `
  INSERT INTO conflicts AS known (id, panel_id, program_id, organizer_id, project_id, person_id, ground, resolution,
    organization_id, note, found_at)
  SELECT (each->>'id')::uuid, $2, $3, $4, (each->>'projectId')::uuid, (each->>'personId')::uuid, each->>'ground',
    each->>'resolution', (each->>'organizationId')::uuid, each->>'note', $5
  FROM json_array_elements($1::json) AS each
  ON CONFLICT (project_id, person_id) DO UPDATE
    SET resolution = 'excluded', ground = excluded.ground, organization_id = excluded.organization_id
    WHERE known.resolution = 'disclosed' AND excluded.resolution = 'excluded'
  RETURNING project_id AS "projectId", person_id AS "personId"`;

interface InterestRow {
  kind: 'office' | 'consultancy' | 'organization';
  /** Null of an organization. */
  personId: string | null;
  organizationId: string;
  parentId: string | null;
}

/** Business time: when it is, and which day of office that is. */
interface BusinessTime {
  now(): Date;
  today(): string;
}

/** A conflict that has just been put on record, and its fact, which the caller publishes. */
type Recorded = ReturnType<typeof Conflict.record>;

/**
 * Finds conflicts of interest between members of a panel and what it judges, and puts on record what is not there yet.
 * Asked when projects are assigned, when scoring opens, at every sheet, and when a member takes an office or becomes a
 * consultant. What the appointment of the panel discloses is put on record along with it.
 */
export async function findConflicts(
  tx: EntityManager,
  clock: BusinessTime,
  panel: Panel,
  works: readonly JudgedWork[],
  memberIds: readonly string[] = panel.memberIds,
): Promise<Recorded[]> {
  const members = panel.members.filter(({ personId }) => memberIds.includes(personId));
  const seats = members.map(({ organizationId }) => organizationId);
  const homes = works.flatMap(({ authors }) => authors.map(({ organizationId }) => organizationId));
  const rows: InterestRow[] = await tx.query(INTERESTS, [
    memberIds,
    clock.today(),
    [...seats, ...homes],
    panel.cohortId,
  ]);
  const organizations = rows.filter(({ kind }) => kind === 'organization');
  const parentOf = new Map(organizations.map((row) => [row.organizationId, row.parentId]));
  const found = members.flatMap((seat) => {
    const member = interestsOf(seat, rows);
    return works.flatMap((work) => caseOf(work, seat, member, parentOf));
  });
  return record(tx, clock.now(), panel, found);
}

/** A person has taken an office or has become a consultant: what the person's panels have not decided yet is looked at again. */
export async function findConflictsOf(tx: EntityManager, clock: BusinessTime, personId: string): Promise<Recorded[]> {
  const panels = await tx
    .createQueryBuilder(Panel, 'panel')
    .where('panel.memberIds @> ARRAY[:personId::uuid]', { personId })
    .orderBy('panel.id')
    .getMany();
  const recorded: Recorded[] = [];
  for (const panel of panels) {
    const open = await tx
      .createQueryBuilder(Project, 'project')
      .select(['project.id', 'project.authors'])
      .where(`project.panelId = :panelId AND project.status <> 'evaluated'`, { panelId: panel.id })
      .getMany();
    if (open.length > 0) recorded.push(...(await findConflicts(tx, clock, panel, open, [personId])));
  }
  return recorded;
}

async function record(tx: EntityManager, now: Date, panel: Panel, found: ConflictCase[]): Promise<Recorded[]> {
  if (found.length === 0) return [];
  const cases = found.map((each) => Conflict.record(uuid(), panel, each, now));
  const fresh: Pick<Conflict, 'projectId' | 'personId'>[] = await tx.query(RECORD, [
    JSON.stringify(cases.map(({ conflict }) => conflict)),
    panel.id,
    panel.programId,
    panel.organizerId,
    now,
  ]);
  return cases.filter(({ conflict }) =>
    fresh.some((row) => row.projectId === conflict.projectId && row.personId === conflict.personId),
  );
}

function interestsOf({ personId, organizationId }: Seat, rows: readonly InterestRow[]): MemberInterests {
  const through = (kind: InterestRow['kind']) =>
    rows.filter((row) => row.kind === kind && row.personId === personId).map((row) => row.organizationId);
  return { personId, organizationIds: [organizationId, ...through('office')], advisedIds: through('consultancy') };
}

function caseOf(
  { id: projectId, authors }: JudgedWork,
  { personId, disclosed }: Seat,
  member: MemberInterests,
  parentOf: ParentOf,
): ConflictCase[] {
  const interest = interestIn(member, authors, parentOf);
  const found = { projectId, personId, declaredBy: null };
  if (interest) return [{ ...found, ...interest, resolution: 'excluded', note: null }];
  if (!disclosed) return [];
  return [{ ...found, ground: 'declared', resolution: 'disclosed', organizationId: null, note: disclosed }];
}
