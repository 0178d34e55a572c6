import type { PersonName } from '@app/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Organization } from '../organizations/organization.js';

export const languages = ['kk', 'ru', 'en'] as const;

/** What is known of a person at registration; numbers and addresses are sealed already. */
export interface PersonDetails {
  name: PersonName;
  homeOrganizationId: string | null;
  preferredLanguage: (typeof languages)[number] | null;
  iinSealed: string | null;
  iinHash: string | null;
  mailSealed: string | null;
  mailHash: string | null;
  phoneSealed: string | null;
}

/** One human being, registered once for the whole platform, whatever offices and roles come and go. */
@Entity('people')
@Unique('people_iin_hash', ['iinHash'])
@Unique('people_mail_hash', ['mailHash'])
@Index('people_by_name', { synchronize: false })
@Index('people_by_home', { synchronize: false })
@Check('people_language', `preferred_language IN ('kk', 'ru', 'en')`)
@Check('people_iin_sealed', '(iin_sealed IS NULL) = (iin_hash IS NULL)')
@Check('people_mail_sealed', '(mail_sealed IS NULL) = (mail_hash IS NULL)')
export class Person {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @Column({ type: 'text', collation: 'kk-x-icu' })
  nameCyrillic: string;

  @Column('text')
  nameLatin: string;

  /** Both spellings in lower case. */
  @Column('text')
  searchText: string;

  /** The organization that registered the person; null for the administrators of the platform. */
  @ForeignKey(() => Organization, { name: 'people_home' })
  @Column('uuid', { nullable: true })
  homeOrganizationId: string | null;

  @Column('text', { nullable: true })
  preferredLanguage: PersonDetails['preferredLanguage'];

  @Column('text', { nullable: true })
  iinSealed: string | null;

  @Column('text', { nullable: true })
  iinHash: string | null;

  @Column('text', { nullable: true })
  mailSealed: string | null;

  @Column('text', { nullable: true })
  mailHash: string | null;

  @Column('text', { nullable: true })
  phoneSealed: string | null;

  @Column('boolean')
  active: boolean;

  get name(): PersonName {
    return { cyrillic: this.nameCyrillic, latin: this.nameLatin };
  }

  static register(id: string, { name, ...details }: PersonDetails): Person {
    const person = Object.assign(new Person(), { id, version: 1, active: true, ...details });
    person.spell(name);
    return person;
  }

  /** Changes the spelling of the name from now on; what was issued before keeps the old one. */
  rename(name: PersonName): void {
    this.spell(name);
    this.version += 1;
  }

  private spell(name: PersonName): void {
    this.nameCyrillic = tidy(name.cyrillic);
    this.nameLatin = tidy(name.latin);
    this.searchText = `${this.nameCyrillic}\n${this.nameLatin}`.toLocaleLowerCase('kk');
  }
}

/** One form of letters and single spaces, so that a name typed twice is one name. */
function tidy(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}
