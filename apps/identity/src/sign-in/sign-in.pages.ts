import { html, type Html } from '../pages/html.js';
import type { Language } from '../pages/language.js';
import { page, type Page } from '../pages/layout.js';
import { texts } from '../pages/texts.js';
import type { PeoplePage, PersonToChoose } from './people.queries.js';

/** What every form of a sign-in knows. */
export interface SignInForm {
  language: Language;
  /** Path of this sign-in: forms post to it. */
  path: string;
  /** Name of the client that asks. */
  application: string;
  /** Origin that the client is answered at, which the forms' redirects lead to. */
  formTarget?: string;
}

/** What the visitor of the demo's page looks for. */
export interface PeopleSearch {
  text: string;
  pageNumber: number;
}

/** The demo's page: choose anybody, no password. */
export function peoplePage(form: SignInForm, search: PeopleSearch, found: PeoplePage, problem?: string): Page {
  const { language, path } = form;
  const words = texts[language];
  const address = (changes: Partial<PeopleSearch & { language: Language }>): string =>
    addressOf(path, { language, ...search, ...changes });
  return page({
    ...form,
    title: words.signIn,
    status: problem ? 503 : 200,
    inLanguage: (other) => address({ language: other }),
    main: html`<div class="card">
      <h1>${words.signInTo(form.application)}</h1>
      <p>${words.demoHint}</p>
      ${problem && html`<p class="notice" role="alert">${problem}</p>`} ${searchForm(form, search)}
      ${found.people.length ? listOf(form, found.people) : nobody(form, search)}
      ${pagesOf(form, search, found, address)}
    </div>`,
  });
}

function pagesOf(
  { language }: SignInForm,
  { pageNumber }: PeopleSearch,
  { hasMore }: PeoplePage,
  address: (changes: Partial<PeopleSearch>) => string,
): Html | false {
  const words = texts[language];
  const link = (to: number, text: string): Html => html`<a href="${address({ pageNumber: to })}">${text}</a>`;
  if (pageNumber === 0 && !hasMore) return false;
  return html`<div class="pages">
    <span>${pageNumber > 0 && link(pageNumber - 1, `← ${words.previousPage}`)}</span>
    <span>${hasMore && link(pageNumber + 1, `${words.nextPage} →`)}</span>
  </div>`;
}

function searchForm({ language, path }: SignInForm, { text }: PeopleSearch): Html {
  const words = texts[language];
  return html`<form class="search" method="get" action="${path}" role="search">
    <input type="hidden" name="lang" value="${language}" />
    <div>
      <label for="q">${words.search}</label>
      <input id="q" name="q" type="search" value="${text}" maxlength="100" autocomplete="off" />
    </div>
    <button class="primary">${words.searchButton}</button>
  </form>`;
}

function listOf({ language, path }: SignInForm, people: PersonToChoose[]): Html {
  const words = texts[language];
  const group = (title: string, members: PersonToChoose[]): Html | false =>
    members.length > 0 &&
    html`<h2>${title}</h2>
      <ul class="people">
        ${members.map((person) => html`<li>${choiceOf(person, language)}</li>`)}
      </ul>`;
  return html`<form method="post" action="${addressOf(path, { language })}">
    ${group(
      words.withRole,
      people.filter(({ roles }) => roles.length > 0),
    )}
    ${group(
      words.others,
      people.filter(({ roles }) => roles.length === 0),
    )}
  </form>`;
}

function choiceOf({ id, cyrillic, latin, roles }: PersonToChoose, language: Language): Html {
  const named = roles.map((role) => texts[language].roles[role] ?? role).join(', ');
  return html`<button name="personId" value="${id}">
    <span class="name">${language === 'en' ? latin : cyrillic}</span>
    ${named && html`<span class="role">${named}</span>`}
  </button>`;
}

function nobody({ language }: SignInForm, { text }: PeopleSearch): Html {
  const words = texts[language];
  return html`<p class="empty">${text ? words.nobodyFound(text) : words.noPeopleYet}</p>`;
}

/** The page of every other installation: name and password. */
export function passwordPage(form: SignInForm, login = '', problem?: string): Page {
  const { language, path } = form;
  const words = texts[language];
  return page({
    ...form,
    title: words.signIn,
    status: problem ? 401 : 200,
    inLanguage: (other) => addressOf(path, { language: other }),
    main: html`<div class="card">
      <h1>${words.signInTo(form.application)}</h1>
      ${problem && html`<p class="notice" role="alert">${problem}</p>`}
      <form method="post" action="${addressOf(path, { language })}">
        <div class="field">
          <label for="login">${words.login}</label>
          <input id="login" name="login" value="${login}" required maxlength="100" autocomplete="username" />
        </div>
        <div class="field">
          <label for="password">${words.password}</label>
          <input
            id="password"
            name="password"
            type="password"
            required
            maxlength="200"
            autocomplete="current-password"
          />
        </div>
        <button class="primary">${words.signIn}</button>
      </form>
    </div>`,
  });
}

function addressOf(
  path: string,
  { language, text, pageNumber }: Partial<PeopleSearch & { language: Language }>,
): string {
  const query = new URLSearchParams();
  if (language) query.set('lang', language);
  if (text) query.set('q', text);
  if (pageNumber) query.set('page', String(pageNumber));
  return `${path}?${query}`;
}
