import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the directory says of an organization: enough to know that it exists and takes part. */
@Entity('organizations')
export class Organization {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  kind: string;

  @Column('boolean')
  active: boolean;
}
