import type { Localized } from '@app/contracts';
import type { Language } from '../credentials/credential.js';
import { html, type Html } from './html.js';

/** The languages of every page, in the order in which they are offered. */
export const LANGUAGES = ['kk', 'ru', 'en'] as const satisfies Language[];

const LOCALES: Record<Language, string> = { kk: 'kk', ru: 'ru', en: 'en-GB' };
const ZONE = 'Asia/Almaty';

/** The choice on the page, else what the browser prefers, else Kazakh. */
export function chooseLanguage(chosen: unknown, acceptLanguage: string | undefined): Language {
  const wishes = [chosen, ...preferences(acceptLanguage)];
  return wishes.find((wish): wish is Language => (LANGUAGES as readonly unknown[]).includes(wish)) ?? 'kk';
}

function preferences(acceptLanguage = ''): string[] {
  return acceptLanguage
    .split(',')
    .map((entry) => {
      const [tag = '', quality] = entry.trim().split(/\s*;\s*q=/);
      return { language: tag.toLowerCase().split('-')[0]!, weight: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ language }) => language);
}

/** The text in the language of the page, or in another one that it has: then the reader is told which. */
export function localized(text: Localized, language: Language): Html {
  const found = [language, ...LANGUAGES].find((candidate) => text[candidate]) ?? language;
  if (found === language) return html`${text[found]}`;
  return html`<span lang="${found}">${text[found]}</span> <small class="fallback">${found}</small>`;
}

/** A day in the time of Kazakhstan. */
export function day(instant: Date, language: Language): string {
  return format(language, ZONE).format(instant);
}

/** Day, hour and minute in the time of Kazakhstan. */
export function moment(instant: Date, language: Language): string {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone: ZONE } as const;
  return new Intl.DateTimeFormat(LOCALES[language], options).format(instant);
}

/** From one calendar day to another, or since one. */
export function period({ startsOn, endsOn }: { startsOn: string; endsOn: string | null }, language: Language): string {
  const formatter = format(language, 'UTC');
  if (endsOn === null) return `${formatter.format(new Date(startsOn))} –`;
  return formatter.formatRange(new Date(startsOn), new Date(endsOn));
}

function format(language: Language, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone });
}
