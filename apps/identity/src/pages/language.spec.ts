import { choose } from './language.js';

describe('The language of a page', () => {
  it.each([
    [['en', 'ru'], 'en'],
    [[undefined, 'ru en', 'kk'], 'ru'],
    [['fr', undefined, 'kk'], 'kk'],
    [['ru-RU,ru;q=0.9,en;q=0.8'], 'ru'],
    [['de, en;q=0.3, kk ; q=0.7'], 'kk'],
    [['en;q=0, ru;q=0.1'], 'ru'],
    [['fr-FR,de;q=0.5'], 'kk'],
    [[], 'kk'],
  ] as const)('of the wishes %j is %s', (wishes, language) => {
    expect(choose(...wishes)).toBe(language);
  });
});
