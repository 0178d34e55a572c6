import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The last serial given out under a prefix in a year: numbers follow each other without gaps. */
@Entity('registry_counters')
@Check('registry_counters_last', 'last BETWEEN 1 AND 999999')
export class RegistryCounter {
  @PrimaryColumn('text')
  prefix: string;

  @PrimaryColumn('integer')
  year: number;

  @Column('integer')
  last: number;
}
