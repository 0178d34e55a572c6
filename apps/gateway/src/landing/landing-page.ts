import { createHash } from 'node:crypto';
import type { Language } from '@app/service-kit';
import { landingTexts } from './landing-texts.js';

const ownNames: Record<Language, string> = { kk: 'қазақша', ru: 'русский', en: 'english' };

const style = `
:root { color-scheme: light dark; --ink: #16262e; --quiet: #55666e; --paper: #ffffff; --ground: #f2f5f6; --line: #d5dde0; --accent: #0b6470; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edef; --quiet: #9fb0b7; --paper: #18242a; --ground: #10191d; --line: #2f3f46; --accent: #5cc3cf; --on-accent: #07262b; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.5rem; }
header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding-top: 1.75rem; }
.brand { display: inline-flex; align-items: center; gap: .6rem; font-weight: 650; font-size: 1.15rem; }
.mark { width: 1.35rem; height: 1.35rem; border-radius: 50% 50% 50% .2rem; background: var(--accent); }
.languages { display: flex; gap: .9rem; list-style: none; margin: 0; padding: 0; font-size: .9rem; }
.languages li { color: var(--quiet); }
.languages li[aria-current] { color: var(--ink); font-weight: 600; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
h1 { margin: 4rem 0 1rem; max-width: 30ch; font-size: clamp(1.75rem, 4vw, 2.4rem); line-height: 1.2; letter-spacing: -.01em; text-wrap: balance; }
.lead { max-width: 66ch; margin: 0 0 1.75rem; color: var(--quiet); font-size: 1.1rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; list-style: none; margin: 0 0 3rem; padding: 0; }
.cards a { display: block; height: 100%; padding: 1.4rem 1.5rem; color: inherit; text-decoration: none; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
.cards a:hover { border-color: var(--accent); }
.cards strong { display: block; margin-bottom: .3rem; color: var(--accent); font-size: 1.05rem; }
.cards span { color: var(--quiet); font-size: .95rem; }
.steps { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; margin: 0 0 2.5rem; padding: 0; counter-reset: step; font-size: .92rem; }
.steps li { display: flex; align-items: center; gap: .5rem; padding: .35rem .8rem; border: 1px solid var(--line); border-radius: 2rem; background: var(--paper); counter-increment: step; }
.steps li::before { content: counter(step); color: var(--accent); font-weight: 650; }
footer { padding-top: 1rem; padding-bottom: 2.5rem; color: var(--quiet); font-size: .9rem; }
`;

const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** The page at the root: what this is, and where to go from here. No script. */
export function landingPage(language: Language, demo: boolean): { headers: Record<string, string>; body: string } {
  const words = landingTexts[language];
  const cards = [
    { href: 'api/docs', title: words.api, text: demo ? words.apiDemo : words.apiText },
    { href: 'verify', title: words.verify, text: words.verifyText },
    { href: 'health/ready', title: words.status, text: words.statusText },
  ];
  const body = `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tulga</title>
    <link rel="icon" href="data:," />
    <style>${style}</style>
  </head>
  <body>
    <header>
      <span class="brand"><span class="mark" aria-hidden="true"></span>Tulga</span>
      <nav><ul class="languages">${(['kk', 'ru', 'en'] as const).map((other) => choice(other, language)).join('')}</ul></nav>
    </header>
    <main>
      <h1>${words.heading}</h1>
      <p class="lead">${words.lead}</p>
      <ol class="steps">${words.steps.map((step) => `<li>${step}</li>`).join('')}</ol>
      <ul class="cards">${cards.map(({ href, title, text }) => `<li><a href="${href}"><strong>${title}</strong><span>${text}</span></a></li>`).join('')}</ul>
    </main>
    <footer>${words.name}</footer>
  </body>
</html>
`;
  return { headers: headersIn(language), body };
}

function choice(language: Language, current: Language): string {
  if (language === current) return `<li aria-current="true" lang="${language}">${ownNames[language]}</li>`;
  return `<li><a lang="${language}" hreflang="${language}" href="?lang=${language}">${ownNames[language]}</a></li>`;
}

function headersIn(language: Language): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    'content-security-policy': `default-src 'none'; style-src ${styleHash}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-cache',
    vary: 'Accept-Language',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}
