import { OrganizationRegisteredV1 } from '@app/contracts';
import { anOrganization, organizationDetails } from '../../test/builders.js';
import { LevelIsOfDepartments, OrganizationAboveItself, TerritoryLevelsCrossed } from './organization.errors.js';
import { Organization, territoryLevels } from './organization.js';

describe('Organization', () => {
  describe('when registered', () => {
    it('publishes its kind and country, and is its own home', () => {
      const school = anOrganization({ kind: 'school' });

      const registered = school.registered();

      expect(registered).toMatchObject({ contract: OrganizationRegisteredV1, organizationId: school.id });
      expect(registered.data).toEqual({ kind: 'school', country: 'KZ' });
    });

    it('sorts by its Kazakh name, else by the Russian, else by the English', () => {
      expect(anOrganization({ name: { kk: 'Ә', ru: 'А', en: 'A' } }).sortName).toBe('Ә');
      expect(anOrganization({ name: { ru: 'А', en: 'A' } }).sortName).toBe('А');
      expect(anOrganization({ name: { en: 'A' } }).sortName).toBe('A');
    });

    it('is found by every spelling, Kazakh capitals included', () => {
      expect(anOrganization({ name: { kk: 'ҚҰРМАНҒАЗЫ', en: 'Kurmangazy' } }).searchText).toBe(
        'құрманғазы\nkurmangazy',
      );
    });

    it('needs a level exactly when it is an education department', () => {
      const department = organizationDetails({ kind: 'education-department', level: null });
      const school = organizationDetails({ kind: 'school', level: 'city' });

      expect(() => Organization.register('1', department, null)).toThrow(LevelIsOfDepartments);
      expect(() => Organization.register('1', school, null)).toThrow(LevelIsOfDepartments);
    });

    describe.each(territoryLevels)('below a %s department', (upper) => {
      it.each(territoryLevels)('as a department of level %s, is accepted only where that is narrower', (lower) => {
        const parent = anOrganization({ kind: 'education-department', level: upper });
        const below = () =>
          Organization.register('1', organizationDetails({ kind: 'education-department', level: lower }), parent);

        if (territoryLevels.indexOf(lower) > territoryLevels.indexOf(upper)) expect(below).not.toThrow();
        else expect(below).toThrow(TerritoryLevelsCrossed);
      });
    });
  });

  describe('when revised', () => {
    it('counts its version up and may be deactivated', () => {
      const school = anOrganization();

      school.revise(organizationDetails({ name: { en: 'Renamed' } }), false, null, []);

      expect(school).toMatchObject({ version: 2, active: false, name: { en: 'Renamed' } });
    });

    it('refuses to stand above itself', () => {
      const department = anOrganization();
      const school = anOrganization({ parentId: department.id });

      const move = () =>
        department.revise(organizationDetails({ parentId: school.id }), true, school, [school.id, department.id]);

      expect(move).toThrow(OrganizationAboveItself);
      expect(department.version).toBe(1);
    });
  });
});
