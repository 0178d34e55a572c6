import { createHash } from 'node:crypto';
import type { Language } from '../credentials/credential.js';
import { html, Html } from './html.js';
import { LANGUAGES } from './language.js';
import { styleSheet } from './style-sheet.js';

/** A page and the headers it is sent with. */
export interface Page {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface PageContent {
  language: Language;
  title: string;
  main: Html;
  status?: number;
  /** Path of this page, to which the choice of language is added. */
  path: string;
  foot?: Html;
}

const LANGUAGE_NAMES: Record<Language, string> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };
const REGISTRY: Record<Language, string> = {
  kk: 'Құжаттар тізілімі',
  ru: 'Реестр документов',
  en: 'Registry of documents',
};
/** Put together here, for the policy names it by its hash: a formatter must not add a blank to it. */
const STYLE = new Html(`<style>${styleSheet}</style>`);
const STYLE_HASH = `'sha256-${createHash('sha256').update(styleSheet).digest('base64')}'`;

/** Nothing is loaded from anywhere and nothing runs: the one style sheet is named by its hash. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'public, max-age=5',
  'content-security-policy': `default-src 'none'; style-src ${STYLE_HASH}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Names are for who has the number, not for search engines.
  'x-robots-tag': 'noindex, noarchive',
  vary: 'Accept, Accept-Language',
};

/** Puts a page together. */
export function page({ language, title, main, path, foot, status = 200 }: PageContent): Page {
  const body = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Tulga</title>
        ${STYLE}
      </head>
      <body>
        <header class="top">
          <a class="brand" href="/verify?lang=${language}">Tulga <small>${REGISTRY[language]}</small></a>
          <ul class="languages">
            ${LANGUAGES.map((one) => choice(one, language, path))}
          </ul>
        </header>
        <main class="sheet">${main}</main>
        <footer class="foot">${foot}</footer>
      </body>
    </html>`;
  return { status, headers: { ...HEADERS, 'content-language': language }, body: body.text };
}

function choice(language: Language, current: Language, path: string): Html {
  const name = LANGUAGE_NAMES[language];
  const address = `${path}?lang=${language}`;
  if (language === current) return html`<li aria-current="true" lang="${language}">${name}</li>`;
  return html`<li><a lang="${language}" hreflang="${language}" href="${address}">${name}</a></li>`;
}
