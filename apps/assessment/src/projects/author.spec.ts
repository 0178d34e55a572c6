import { v7 as uuid } from 'uuid';
import { aTask } from '../../test/builders.js';
import { AuthorsOfDifferentInstitutions } from './project.errors.js';
import { Project } from './project.js';

const [institution, other] = [uuid(), uuid()];
const authors = (...organizationIds: string[]) =>
  organizationIds.map((organizationId) => ({ participantId: uuid(), personId: uuid(), organizationId }));
const begin = (kind: 'project' | 'strategy', ...organizationIds: string[]) => {
  const all = authors(...organizationIds);
  const text = { title: 'T', summary: null, language: 'kk' as const };
  return Project.begin(uuid(), aTask({ kind }), all, text, all[0]!.personId);
};

describe('the authors of a strategy', () => {
  it('are all of one institution', () => {
    expect(begin('strategy', institution, institution)).toMatchObject({ homeOrganizationId: institution });
    expect(() => begin('strategy', institution, other)).toThrow(AuthorsOfDifferentInstitutions);
  });

  it('are named where they are strangers', () => {
    const thrown = (() => {
      try {
        return begin('strategy', institution, institution, other);
      } catch (error) {
        return (error as AuthorsOfDifferentInstitutions).pointers;
      }
    })();

    expect(thrown).toEqual([{ pointer: '/participantIds/2', code: 'authors-of-different-institutions' }]);
  });

  it('of a project may be of several', () => {
    expect(begin('project', institution, other).authors).toHaveLength(2);
  });
});
