/** The three languages of every page, in the order in which they are offered. */
export const languages = ['kk', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];

/** The first of these wishes that we can fulfil: a choice on the page, the client's `ui_locales`, the browser's list. */
export function choose(...wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const known = byPreference(wish).find(isLanguage);
    if (known) return known;
  }
  return 'kk';
}

/** Language tags without region, most wanted first: of `Accept-Language`, or of a list with blanks between. */
function byPreference(wish = ''): string[] {
  return wish
    .replaceAll(/\s*;\s*/g, ';')
    .split(/[\s,]+/)
    .map((entry) => {
      const [tag = '', quality] = entry.split(';q=');
      return { language: tag.toLowerCase().split('-')[0]!, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ language }) => language);
}

function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}
