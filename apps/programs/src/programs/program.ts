import { newEvent, ProgramCommissionedV1, type Localized, type NewEvent } from '@app/contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { EndsBeforeItBegins } from '../cohorts/cohort.errors.js';
import { ProgramAlreadyCommissioned } from './program.errors.js';

/** The state program or law that a program follows. */
export interface PolicyAnchor {
  title: Localized;
  number?: string;
  from?: string;
  until?: string;
}

/** On whose request a program runs. */
export interface Commission {
  commissionerId: string;
  documentNumber: string | null;
  documentDate: string | null;
}

/** What is said about a program when it is registered. */
export interface ProgramDetails {
  code: string;
  title: Localized;
  aliases: Localized[];
  goals: Localized[];
  description: Localized | null;
  organizerId: string;
  authorId: string | null;
  policyAnchor: PolicyAnchor | null;
}

/** What an organizer offers: its title, goals and author, and on whose commission it runs. */
@Entity('programs')
@Unique('programs_code', ['organizerId', 'code'])
export class Program {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @Column('text')
  code: string;

  @Column('jsonb')
  title: Localized;

  @Column('jsonb')
  aliases: Localized[];

  @Column('jsonb')
  goals: Localized[];

  @Column('jsonb', { nullable: true })
  description: Localized | null;

  @Column('uuid')
  organizerId: string;

  @Column('uuid', { nullable: true })
  authorId: string | null;

  @Column('jsonb', { nullable: true })
  policyAnchor: PolicyAnchor | null;

  @Column('jsonb', { nullable: true })
  commission: Commission | null;

  static register(id: string, details: ProgramDetails): Program {
    const { from, until } = details.policyAnchor ?? {};
    if (from && until && until < from) throw new EndsBeforeItBegins('/policyAnchor/until');
    return Object.assign(new Program(), details, { id, version: 1, commission: null });
  }

  /** Records on whose request the program runs. An internal program has no commission. */
  commissionedBy(commission: Commission): NewEvent<typeof ProgramCommissionedV1> {
    if (this.commission) throw new ProgramAlreadyCommissioned();
    this.commission = commission;
    this.version += 1;
    return newEvent(
      ProgramCommissionedV1,
      { id: this.id, organizationId: this.organizerId },
      {
        commissionerId: commission.commissionerId,
        organizerId: this.organizerId,
        documentNumber: commission.documentNumber,
      },
    );
  }
}
