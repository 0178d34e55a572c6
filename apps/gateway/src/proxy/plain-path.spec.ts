import { isPlainPath } from './plain-path.js';

describe('A path', () => {
  it.each([
    '/',
    '/verify/TLG-2026-000001-K7QW2M9P',
    '/api/programs/v1/programs/0197fd1c-0000-7000-8000-000000000001',
    '/.well-known/did.json',
    '/oidc/.well-known/openid-configuration',
    '/verify/%D2%9B%D0%B0%D0%B7',
    '/api/programs/v1/',
  ])('is plain: %s', (path) => {
    expect(isPlainPath(path)).toBe(true);
  });

  it.each([
    '/api/programs/v1/../internal/events',
    '/api/programs/v1/..',
    '/api/programs/v1/%2e%2e/internal/events',
    '/api/programs/v1/%2E%2E%2Finternal/events',
    '/api/programs/v1/.%2e/internal',
    '/api/programs/v1/%252e%252e/internal',
    '/api/programs/v1%2f..%2finternal',
    '/api/programs/v1\\..\\internal',
    '/api/programs/v1/..%5cinternal',
    '/api/programs/v1//internal',
    '//internal/events',
    '/api/programs/v1/./x',
    '/api/programs/v1/.hidden',
    '/api/programs/v1/%00',
    '/api/programs/v1/a%20b',
    '/api/programs/v1/%zz',
    'http://elsewhere/api/programs/v1',
  ])('is not plain: %s', (path) => {
    expect(isPlainPath(path)).toBe(false);
  });
});
