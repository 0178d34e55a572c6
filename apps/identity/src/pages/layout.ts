import { createHash } from 'node:crypto';
import { html, Html } from './html.js';
import { languages, type Language } from './language.js';
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
  /** Address of this page in another language; without it no choice is offered. */
  inLanguage?: (language: Language) => string;
  /** Where forms of this page may finally lead, beside this origin. */
  formTarget?: string;
}

const ownNames: Record<Language, string> = { kk: 'қазақша', ru: 'русский', en: 'english' };
/** Made once: its hash covers every blank. */
const style = new Html(`<style>${styleSheet}</style>`);
const styleHash = `'sha256-${createHash('sha256').update(styleSheet).digest('base64')}'`;

/** Puts a page together: no script, one small style sheet that the policy names by its hash. */
export function page(content: PageContent): Page {
  const { language, title, main, inLanguage, status = 200 } = content;
  const body = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Tulga</title>
        ${style}
      </head>
      <body>
        <header>
          <span class="brand"><span class="mark" aria-hidden="true"></span>Tulga</span>
          ${inLanguage && languageChoice(language, inLanguage)}
        </header>
        <main>${main}</main>
      </body>
    </html>`;
  return { status, headers: headersOf(content), body: body.text };
}

function languageChoice(current: Language, inLanguage: (language: Language) => string): Html {
  const links = languages.map((language) =>
    language === current
      ? html`<li aria-current="true" lang="${language}">${ownNames[language]}</li>`
      : html`<li>
          <a lang="${language}" hreflang="${language}" href="${inLanguage(language)}">${ownNames[language]}</a>
        </li>`,
  );
  return html`<nav>
    <ul class="languages">
      ${links}
    </ul>
  </nav>`;
}

function headersOf({ language, formTarget }: PageContent): Record<string, string> {
  const forms = ["'self'", ...(formTarget ? [formTarget] : [])].join(' ');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src ${styleHash}; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
