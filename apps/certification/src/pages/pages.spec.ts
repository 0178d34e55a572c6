import { html } from './html.js';
import { chooseLanguage, day, localized, period } from './language.js';
import { credentialType, wantsPage } from './negotiation.js';

describe('HTML', () => {
  it('escapes what is put in, joins lists and leaves nothing out but nothing', () => {
    const parts = ['<b>', html`<i>${'"&\''}</i>`, [1, 0], null, undefined, false] as const;

    expect(html`<p title="${'"'}">${parts}</p>`.text).toBe('<p title="&quot;">&lt;b&gt;<i>&quot;&amp;&#39;</i>10</p>');
  });
});

describe('The language of a page', () => {
  it.each([
    ['ru', undefined, 'ru'],
    [undefined, 'en-US,en;q=0.9,kk;q=0.8', 'en'],
    [undefined, 'kk;q=0, ru;q=0.1', 'ru'],
    [['en', 'ru'], 'fr', 'kk'],
    ['__proto__', undefined, 'kk'],
  ])('chosen %s in a browser that wants %s is %s', (chosen, accept, language) => {
    expect(chooseLanguage(chosen, accept)).toBe(language);
  });

  it('falls back visibly', () => {
    expect(localized({ ru: 'Школа' }, 'kk').text).toBe(
      '<span lang="ru">Школа</span> <small class="fallback">ru</small>',
    );
    expect(localized({ kk: 'Мектеп', ru: 'Школа' }, 'kk').text).toBe('Мектеп');
  });

  it('writes days as one does in it, in the time of Kazakhstan', () => {
    const evening = new Date('2025-09-19T20:00:00Z');

    expect(day(evening, 'kk')).toBe('2025 ж. 20 қыркүйек');
    expect(day(evening, 'ru').replaceAll(/\s/g, ' ')).toBe('20 сентября 2025 г.');
    expect(day(evening, 'en')).toBe('20 September 2025');
    expect(period({ startsOn: '2025-02-03', endsOn: null }, 'en')).toBe('3 February 2025 –');
  });
});

describe('Negotiation', () => {
  it.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
    ['application/json', false],
    ['application/json, text/html', false],
    ['*/*', false],
    [undefined, false],
  ])('gives a page for %s: %s', (accept, page) => {
    expect(wantsPage(accept)).toBe(page);
  });

  it('names credentials as the caller does', () => {
    expect(credentialType()).toBe('application/vc');
    expect(credentialType('application/vc')).toBe('application/vc');
    expect(credentialType('application/vc+ld+json, */*')).toBe('application/vc+ld+json');
    expect(credentialType('text/html,*/*')).toBe('application/json');
  });
});
