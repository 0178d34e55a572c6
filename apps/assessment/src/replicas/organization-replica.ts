import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Localized } from '@app/contracts';

/** This service's copy of an organization that `directory` owns: its name, and what is directly above it. */
@Entity('organizations')
export class OrganizationReplica {
  @PrimaryColumn('uuid') id: string;
  @Column('jsonb') name: Localized;
  @Column('uuid', { nullable: true }) parentId: string | null;
}
