import { html, Html } from './html.js';
import type { Language } from './language.js';
import { page, type Page } from './layout.js';
import { texts } from './texts.js';

/** The sign-in was begun too long ago, or in another browser. */
export function expiredPage(language: Language): Page {
  const { expired, expiredHint } = texts[language];
  return notice(language, 400, expired, html`<p>${expiredHint}</p>`);
}

/** The provider refused what a client asked; `code` is OAuth's own word for it. */
export function refusedPage(language: Language, status: number, code: string, detail?: string): Page {
  const { refused, refusedHint, broken } = texts[language];
  const hint = status >= 500 ? broken : refusedHint;
  const said = detail ? `${code}: ${detail}` : code;
  return notice(
    language,
    status,
    refused,
    html`<p>${hint}</p>
      <p class="code">${said}</p>`,
  );
}

/** Asks before signing out. `form` is the provider's own, with its protection against forged requests. */
export function signOutPage(language: Language, form: string): Page {
  const { signOut, signOutHint, signOutYes, signOutNo } = texts[language];
  return notice(
    language,
    200,
    signOut,
    html`<p>${signOutHint}</p>
      ${new Html(form)}
      <button class="primary" form="op.logoutForm" name="logout" value="yes">${signOutYes}</button>
      <button class="secondary" form="op.logoutForm">${signOutNo}</button>`,
  );
}

/** The visitor is signed out. */
export function signedOutPage(language: Language): Page {
  const { signedOut, signedOutHint } = texts[language];
  return notice(language, 200, signedOut, html`<p>${signedOutHint}</p>`);
}

function notice(language: Language, status: number, title: string, content: Html): Page {
  return page({
    language,
    title,
    status,
    main: html`<div class="card">
      <h1>${title}</h1>
      ${content}
    </div>`,
  });
}
