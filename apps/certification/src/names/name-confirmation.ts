import type { PersonName } from '@app/contracts';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * How a person wants to be named on documents. Given by that person alone. A change affects later documents only: what
 * was issued keeps its spelling.
 */
@Entity('name_confirmations')
@Index('name_confirmations_person', ['personId'], { unique: true })
@Check('name_confirmations_version', 'version > 0')
export class NameConfirmation {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @Column('uuid')
  personId: string;

  @Column('jsonb')
  name: PersonName;

  @Column('timestamptz')
  confirmedAt: Date;

  static first(id: string, personId: string, name: PersonName, now: Date): NameConfirmation {
    return Object.assign(new NameConfirmation(), { id, version: 1, personId, name, confirmedAt: now });
  }

  /** The person spells the name anew. */
  respell(name: PersonName, now: Date): void {
    this.name = name;
    this.confirmedAt = now;
    this.version += 1;
  }
}
