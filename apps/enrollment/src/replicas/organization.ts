import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Localized } from '@app/contracts';

/** What enrollment knows of an organization (replica of `directory.organization`): it must exist and be active to nominate. */
@Entity('organizations')
export class Organization {
  @PrimaryColumn('uuid')
  id: string;

  @Column('jsonb')
  name: Localized;

  @Column('text')
  kind: string;

  /** Public or private; null where the question makes no sense. */
  @Column('text', { nullable: true })
  ownership: string | null;

  @Column('uuid', { nullable: true })
  parentId: string | null;

  @Column('text')
  country: string;

  @Column('boolean')
  active: boolean;
}
