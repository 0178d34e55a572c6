import { genericProblems } from './generic-problems.js';
import { LANGUAGES, languageOf } from './language.js';
import { ProblemTexts } from './problem-texts.js';
import { ruleTexts } from './rule-texts.js';

describe('the texts of problems', () => {
  it('exist in all three languages, with the same values in them', () => {
    const values = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [code, text] of Object.entries({ ...genericProblems, ...ruleTexts })) {
      for (const language of LANGUAGES) {
        expect([code, text[language].trim()]).not.toEqual([code, '']);
        expect([code, values(text[language])]).toEqual([code, values(text.en)]);
      }
    }
  });

  it('take the values of the problem', () => {
    const texts = new ProblemTexts({
      'seats-full': { kk: '{{seats}} орын', ru: '{{seats}} мест', en: '{{seats}} seats' },
    });

    expect(texts.title('seats-full', 'kk', { seats: 30 })).toBe('30 орын');
    expect(texts.title('version-stale', 'en', { current: 7 })).toContain('now 7');
  });

  it('of a service may replace those of all', () => {
    const own = { 'not-found': { kk: 'Жоқ', ru: 'Нет', en: 'Gone' } };

    expect(new ProblemTexts(own).title('not-found', 'ru')).toBe('Нет');
  });

  it('fall back to the sentence that a code is', () => {
    expect(new ProblemTexts().title('panel-below-quorum', 'kk')).toBe('Panel below quorum');
  });
});

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['kk', 'kk'],
    ['kk-KZ', 'kk'],
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    ['de,en;q=0.3,kk;q=0.7', 'kk'],
    ['ru;q=0,en;q=0.1', 'en'],
    ['*', 'en'],
  ])('for %s is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
