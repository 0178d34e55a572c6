import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PersonName } from '@app/contracts';

/** This service's copy of a person's display name, for authors and minutes. */
@Entity('people')
export class PersonReplica {
  @PrimaryColumn('uuid') id: string;
  @Column('jsonb') name: PersonName;
}
