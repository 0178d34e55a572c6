import { newEvent, OrganizationRegisteredV1, type Localized, type NewEvent } from '@app/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LevelIsOfDepartments, OrganizationAboveItself, TerritoryLevelsCrossed } from './organization.errors.js';

export const organizationKinds = [
  'ministry',
  'university',
  'education-department',
  'school',
  'college',
  'international-organization',
  'public-body',
  'association',
  'company',
] as const;
export const ownerships = ['public', 'private'] as const;
/** From the widest territory to the narrowest. */
export const territoryLevels = ['country', 'region', 'city', 'district'] as const;

/** What is said about an organization by who registers or changes it. */
export interface OrganizationDetails {
  name: Localized;
  kind: (typeof organizationKinds)[number];
  ownership: (typeof ownerships)[number] | null;
  parentId: string | null;
  level: (typeof territoryLevels)[number] | null;
  country: string;
  website: string | null;
}

/** A ministry, university, department, school or partner; together they form the territory tree. */
@Entity('organizations')
@Index('organizations_by_name', { synchronize: false })
@Index('organizations_by_parent', { synchronize: false })
@Check('organizations_not_above_itself', 'parent_id <> id')
@Check('organizations_level_of_departments', `(kind = 'education-department') = (level IS NOT NULL)`)
@Check('organizations_country', `country ~ '^[A-Z]{2}$'`)
export class Organization {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @Column('jsonb')
  name: Localized;

  /** The name that lists sort by: in Kazakh where there is one. */
  @Column({ type: 'text', collation: 'kk-x-icu' })
  sortName: string;

  /** All spellings in lower case: PostgreSQL folds Kazakh letters only under some collations, JavaScript always. */
  @Column('text')
  searchText: string;

  @Column('text')
  kind: OrganizationDetails['kind'];

  @Column('text', { nullable: true })
  ownership: OrganizationDetails['ownership'];

  @ForeignKey(() => Organization, { name: 'organizations_parent' })
  @Column('uuid', { nullable: true })
  parentId: string | null;

  @Column('text', { nullable: true })
  level: OrganizationDetails['level'];

  @Column('text')
  country: string;

  @Column('text', { nullable: true })
  website: string | null;

  @Column('boolean')
  active: boolean;

  static register(id: string, details: OrganizationDetails, parent: Organization | null): Organization {
    const organization = Object.assign(new Organization(), { id, version: 1, active: true });
    organization.describe(details, parent);
    return organization;
  }

  /** The fact of its registration, and the organization itself its home. */
  registered(): NewEvent<typeof OrganizationRegisteredV1> {
    const home = { id: this.id, organizationId: this.id };
    return newEvent(OrganizationRegisteredV1, home, { kind: this.kind, country: this.country });
  }

  /** Replaces what is said about it. `ancestorIds` are the organizations from the new parent upward. */
  revise(details: OrganizationDetails, active: boolean, parent: Organization | null, ancestorIds: string[]): void {
    if (ancestorIds.includes(this.id)) throw new OrganizationAboveItself(this.id);
    this.describe(details, parent);
    this.active = active;
    this.version += 1;
  }

  private describe(details: OrganizationDetails, parent: Organization | null): void {
    if ((details.kind === 'education-department') !== Boolean(details.level)) {
      throw new LevelIsOfDepartments(details.kind);
    }
    if (details.level && parent?.level && !isAbove(parent.level, details.level)) {
      throw new TerritoryLevelsCrossed(details.level, parent.level);
    }
    Object.assign(this, details);
    const { kk, ru, en } = details.name;
    this.sortName = kk ?? ru ?? en ?? '';
    this.searchText = [kk, ru, en].filter(Boolean).join('\n').toLocaleLowerCase('kk');
  }
}

function isAbove(upper: (typeof territoryLevels)[number], lower: (typeof territoryLevels)[number]): boolean {
  return territoryLevels.indexOf(upper) < territoryLevels.indexOf(lower);
}
