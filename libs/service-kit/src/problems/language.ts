/** Languages of titles and messages, equal in rank. */
export const LANGUAGES = ['kk', 'ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in three languages; `{{param}}` takes a value. */
export type Translated = Record<Language, string>;

/** Titles by problem code. */
export type ProblemCatalogue = Readonly<Record<string, Translated>>;

/** The first of our languages that the caller accepts, by preference; English when there is none. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '').split(',').map((part, order) => {
    const [tag, ...parameters] = part.trim().split(';');
    const quality = parameters
      .find((parameter) => parameter.trim().startsWith('q='))
      ?.trim()
      .slice(2);
    return { primary: tag.toLowerCase().split('-')[0], weight: quality === undefined ? 1 : Number(quality), order };
  });
  wishes.sort((a, b) => b.weight - a.weight || a.order - b.order);
  const wish = wishes.find(({ primary, weight }) => weight > 0 && (LANGUAGES as readonly string[]).includes(primary));
  return (wish?.primary as Language | undefined) ?? 'en';
}
