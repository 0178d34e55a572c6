import type { PersonName } from '@app/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person's display name (replica of `directory.person`). */
@Entity('people')
export class Person {
  @PrimaryColumn('uuid')
  id: string;

  @Column('jsonb')
  name: PersonName;
}
