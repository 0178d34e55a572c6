import { Injectable } from '@nestjs/common';
import { Iin, ServiceConfig } from '@app/service-kit';
import type { Person, PersonDetails } from '../people/person.js';
import { ContactSeal } from './contact-seal.js';

/** What a person is reached and recognized by, as the caller gives it. */
export interface PlainIdentifiers {
  iin?: string | null;
  mail?: string | null;
  phone?: string | null;
}

export type SealedIdentifiers = Pick<
  PersonDetails,
  'iinSealed' | 'iinHash' | 'mailSealed' | 'mailHash' | 'phoneSealed'
>;

/** The one place where identification numbers and contacts are sealed and opened. */
@Injectable()
export class Identifiers {
  private readonly contacts: ContactSeal;

  constructor(private readonly config: ServiceConfig) {
    this.contacts = new ContactSeal(config.secretKey);
  }

  /** Sealed for storage, with the hashes by which a person is found again. */
  seal({ iin, mail, phone }: PlainIdentifiers): SealedIdentifiers {
    const number = iin ? Iin.parse(iin) : null;
    return {
      iinSealed: number?.encrypt(this.config.secretKey) ?? null,
      iinHash: number?.lookupHash(this.config.secretKey) ?? null,
      mailSealed: mail ? this.contacts.seal(mail.trim()) : null,
      mailHash: mail ? this.contacts.mailHash(mail) : null,
      phoneSealed: phone ? this.contacts.seal(phone) : null,
    };
  }

  /** For showing: contacts in clear, the identification number masked. */
  show({ iinSealed, mailSealed, phoneSealed }: Person): {
    iin: string | null;
    mail: string | null;
    phone: string | null;
  } {
    return {
      iin: iinSealed ? Iin.decrypt(iinSealed, this.config.secretKey).toString() : null,
      mail: mailSealed ? this.contacts.open(mailSealed) : null,
      phone: phoneSealed ? this.contacts.open(phoneSealed) : null,
    };
  }
}
