import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** One consultation, as the consultant noted it down. Never changed. */
@Entity('consultations')
export class Consultation {
  @ForeignKey('Consultancy', { name: 'consultations_consultancy' })
  @PrimaryColumn('uuid')
  consultancyId: string;
  /** 1, 2, 3 … of its consultancy. */
  @PrimaryColumn('int') number: number;
  @Column('timestamptz') at: Date;
  @Column('text') note: string;
  @Column('timestamptz') recordedAt: Date;
}
