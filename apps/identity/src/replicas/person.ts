import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Replica of a person in the directory: the display name, and whether the person may still sign in. */
@Entity('people')
export class Person {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  cyrillic: string;

  @Column('text')
  latin: string;

  @Column('boolean')
  active: boolean;
}
