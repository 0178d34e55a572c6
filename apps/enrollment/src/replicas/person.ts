import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PersonName } from '@app/contracts';

/** A person's display name (replica of `directory.person`). */
@Entity('people')
export class Person {
  @PrimaryColumn('uuid')
  id: string;

  @Column('jsonb')
  name: PersonName;

  @Column('boolean')
  active: boolean;
}
