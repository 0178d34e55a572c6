import { QueryFailedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { problemOf } from './problem-of.js';

function sqlError(code: string, message = ''): QueryFailedError {
  return new QueryFailedError('select', [], Object.assign(new Error(message), { code }));
}

describe('what an error is to the caller', () => {
  it.each([
    new QueryRunnerProviderAlreadyReleasedError(),
    new Error('Connection terminated unexpectedly'),
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    sqlError('57P01'),
    sqlError('40001'),
  ])('passes, so that the caller comes back: %p', (error) => {
    expect(problemOf(error)).toMatchObject({ status: 503, code: 'temporarily-unavailable' });
  });

  it('is a double, a text that cannot be stored, or a row outside the scope', () => {
    expect(problemOf(sqlError('23505'))).toMatchObject({ status: 409, code: 'already-exists' });
    expect(problemOf(sqlError('22021'))).toMatchObject({ status: 400, code: 'text-not-storable' });
    const refused = sqlError('42501', 'new row violates row-level security policy for table "people"');
    expect(problemOf(refused)).toMatchObject({ status: 403, code: 'outside-your-scope' });
  });

  it('is nothing that anybody foresaw', () => {
    expect(problemOf(new TypeError('Cannot read properties of undefined'))).toBeNull();
    expect(problemOf(sqlError('42501', 'permission denied for table people'))).toBeNull();
  });
});
