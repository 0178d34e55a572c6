import { Iin } from '@app/service-kit';
import { v7 as uuid } from 'uuid';
import { Appointment, type AppointmentDetails } from '../src/appointments/appointment.js';
import { Grant, type GrantDetails } from '../src/grants/grant.js';
import { Organization, type OrganizationDetails } from '../src/organizations/organization.js';
import { Person, type PersonDetails } from '../src/people/person.js';

export function organizationDetails(overrides: Partial<OrganizationDetails> = {}): OrganizationDetails {
  return {
    name: { kk: 'Назарбаев Университеті', en: 'Nazarbayev University' },
    kind: 'university',
    ownership: 'public',
    parentId: null,
    level: null,
    country: 'KZ',
    website: null,
    ...overrides,
  };
}

export function anOrganization(overrides: Partial<OrganizationDetails> = {}): Organization {
  return Organization.register(uuid(), organizationDetails(overrides), null);
}

export function aPerson(overrides: Partial<PersonDetails> = {}): Person {
  return Person.register(uuid(), {
    name: { cyrillic: 'Әсел Нұрланқызы', latin: 'Asel Nurlankyzy' },
    homeOrganizationId: null,
    preferredLanguage: 'kk',
    iinSealed: null,
    iinHash: null,
    mailSealed: null,
    mailHash: null,
    phoneSealed: null,
    ...overrides,
  });
}

export function anAppointment(overrides: Partial<AppointmentDetails> = {}): Appointment {
  return Appointment.record(uuid(), {
    personId: uuid(),
    organizationId: uuid(),
    category: 'rector',
    title: { kk: 'Ректор', en: 'Rector' },
    from: '2020-01-15',
    until: null,
    ...overrides,
  });
}

export function aGrant(overrides: Partial<GrantDetails> = {}): Grant {
  const details: GrantDetails = {
    personId: overrides.clientId ? null : uuid(),
    clientId: null,
    role: 'coordinator',
    scope: 'organization',
    scopeId: uuid(),
    from: new Date('2025-01-01T00:00:00Z'),
    until: null,
    ...overrides,
  };
  return Grant.give(uuid(), details, null);
}

/** An identification number with a matching check digit, another one for each serial below 500. */
export function anIin(serial: number): string {
  for (let digit = 0; digit < 10; digit++) {
    const number = `90010130${String(serial).padStart(3, '0')}${digit}`;
    if (Iin.isValid(number)) return number;
  }
  // One in many has no check digit and is not given out.
  return anIin(serial + 500);
}
