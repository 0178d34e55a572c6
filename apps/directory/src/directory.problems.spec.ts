import { DomainError } from '@app/contracts';
import * as appointmentErrors from './appointments/appointment.errors.js';
import { directoryProblems } from './directory.problems.js';
import * as grantErrors from './grants/grant.errors.js';
import * as invitationErrors from './invitations/invitation.errors.js';
import * as organizationErrors from './organizations/organization.errors.js';
import * as personErrors from './people/person.errors.js';
import * as resolutionErrors from './resolutions/resolution.errors.js';

const modules = [organizationErrors, personErrors, resolutionErrors, appointmentErrors, grantErrors, invitationErrors];
const refusals = modules.flatMap((module) => Object.values(module)) as (new (...args: unknown[]) => DomainError)[];
const codes = refusals.map((Refusal) => new Refusal([], []).code);

describe('the problems of the directory', () => {
  it.each(codes)('%s has a text in each language', (code) => {
    expect(directoryProblems[code]).toEqual({
      kk: expect.stringMatching(/\p{Script=Cyrillic}/u),
      ru: expect.stringMatching(/\p{Script=Cyrillic}/u),
      en: expect.stringMatching(/[a-z]/),
    });
  });

  it('are all thrown somewhere', () => {
    expect(Object.keys(directoryProblems).sort()).toEqual([...codes].sort());
  });
});
