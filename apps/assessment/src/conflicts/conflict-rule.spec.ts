import { interestIn, isHeldOn } from './conflict-rule.js';

const school = 'school';
const district = 'district';
const city = 'city';
const otherSchool = 'other-school';
const parents = new Map<string, string | null>([
  [school, district],
  [otherSchool, district],
  [district, city],
  [city, null],
]);
const author = { personId: 'author', organizationId: school };
const memberOf = (...organizationIds: string[]) => ({ personId: 'member', organizationIds, advisedIds: [] });

describe('a member of a panel', () => {
  it.each([
    ['of the same organization', memberOf(school), { ground: 'same-organization', organizationId: school }],
    ['of the organization above', memberOf(district), { ground: 'parent-organization', organizationId: district }],
    [
      'with an office there beside the seat',
      memberOf(city, school),
      { ground: 'same-organization', organizationId: school },
    ],
    [
      'who wrote it',
      { personId: 'author', organizationIds: [], advisedIds: [] },
      { ground: 'own-project', organizationId: null },
    ],
  ])('%s is in conflict', (_, member, expected) => {
    expect(interestIn(member, [author], parents)).toEqual(expected);
  });

  it('of an organization directly below is in conflict', () => {
    const departmentHead = { personId: 'author', organizationId: district };

    expect(interestIn(memberOf(school), [departmentHead], parents)?.ground).toBe('child-organization');
  });

  it('who advises the institution is in conflict, and with no other institution', () => {
    const consultant = { ...memberOf(city), advisedIds: [school] };

    expect(interestIn(consultant, [author], parents)).toEqual({ ground: 'consultant', organizationId: school });
    expect(interestIn(consultant, [{ ...author, organizationId: otherSchool }], parents)).toBeUndefined();
  });

  it('is in conflict with any of several authors', () => {
    const coauthor = { personId: 'coauthor', organizationId: otherSchool };

    expect(interestIn(memberOf(otherSchool), [author, coauthor], parents)?.ground).toBe('same-organization');
  });

  it.each([
    ['of a sister organization', memberOf(otherSchool)],
    ['two levels above', memberOf(city)],
    ['of an organization nobody knows the parent of', memberOf('abroad')],
    ['without any organization', memberOf()],
  ])('%s is free', (_, member) => {
    expect(interestIn(member, [author], parents)).toBeUndefined();
  });
});

describe('an office', () => {
  it.each([
    ['on its first day', '2025-02-01', true],
    ['on its last day', '2025-06-30', true],
    ['before it began', '2025-01-31', false],
    ['after it ended', '2025-07-01', false],
  ])('%s (%s) is held: %s', (_, day, held) => {
    expect(isHeldOn(day, { from: '2025-02-01', until: '2025-06-30' })).toBe(held);
  });

  it('without an end lasts', () => {
    expect(isHeldOn('2030-01-01', { from: '2025-02-01', until: null })).toBe(true);
  });
});
