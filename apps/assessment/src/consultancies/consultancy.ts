import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { CohortPlace } from '../replicas/cohort-replica.js';
import { OnlyTheConsultantReports } from './consultancy.errors.js';
import { Consultation } from './consultation.js';

/**
 * An expert advises an institution of a cohort, on its strategy above all. Who advises does not judge: the consultancy is
 * a conflict of interest with everything that the institution's people hand in.
 */
@Entity('consultancies')
@Unique('consultancies_once', ['cohortId', 'personId', 'organizationId'])
@Index('consultancies_person', ['personId'])
export class Consultancy {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  /** The consultant. */
  @Column('uuid') personId: string;
  /** The institution that is advised. */
  @Column('uuid') organizationId: string;
  @Column('timestamptz') assignedAt: Date;
  /** Consultations recorded so far. */
  @Column('int') consultations: number;
  @Column('int') version: number;

  /** Lets a person advise an institution. */
  static assign(
    id: string,
    place: CohortPlace,
    { personId, organizationId }: { personId: string; organizationId: string },
    now: Date,
  ): Consultancy {
    const fields = { id, personId, organizationId, assignedAt: now, consultations: 0, version: 1 };
    return Object.assign(new Consultancy(), place, fields);
  }

  /** Adds a consultation to the log. */
  record(personId: string, said: { at: Date; note: string }, now: Date): Consultation {
    if (personId !== this.personId) throw new OnlyTheConsultantReports();
    this.consultations += 1;
    this.version += 1;
    const fields = { consultancyId: this.id, number: this.consultations, recordedAt: now };
    return Object.assign(new Consultation(), said, fields);
  }
}
