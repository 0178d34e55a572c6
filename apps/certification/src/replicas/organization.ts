import type { Localized } from '@app/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What documents say of an organization (replica of `directory.organization`). */
@Entity('organizations')
export class Organization {
  @PrimaryColumn('uuid')
  id: string;

  @Column('jsonb')
  name: Localized;

  @Column('boolean')
  active: boolean;
}
