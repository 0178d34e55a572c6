import type { Localized, PersonName } from '@app/contracts';
import type { Language } from '../credentials/credential.js';
import { html, Html } from '../pages/html.js';
import { day, localized, moment, period } from '../pages/language.js';
import { page, type Page } from '../pages/layout.js';
import { reasonText, resultText, roleText } from './code-texts.js';
import type { DocumentView, RegistrationView } from './document-view.js';
import { textsIn } from './page-texts.js';

type Verdict = 'valid' | 'revoked' | 'unconfirmed';

const ICONS: Record<Verdict, string> = {
  valid: 'M11 21l6.5 6.5L30 14',
  revoked: 'M13 13l14 14M27 13L13 27',
  unconfirmed: 'M20 11v12M20 28v1',
};

/** The page of a document whose full number is known. `qr` is an image of its address. */
export function documentPage(view: DocumentView, language: Language, now: Date, qr: Html): Page {
  const words = textsIn(language);
  const verdict = view.signature === 'valid' ? view.status : 'unconfirmed';
  const main = html` ${banner(verdict, view, language, now)}
    <div class="award">
      <p class="kind">${localized(view.title, language)}</p>
      ${nameOf(view.holder.name, language)}
      <p class="program">${localized(view.program, language)}</p>
    </div>
    ${factsOf(view, language)}
    <section>
      <h2>${words.self}</h2>
      <p class="note">${words.selfNote}</p>
      <div class="self">
        ${steps(view, language)}
        <figure class="qr">
          ${qr}
          <figcaption>${words.qr}</figcaption>
        </figure>
      </div>
    </section>`;
  const title = `${words[verdict]} · ${view.number}`;
  return page({ language, title, main, path: `/verify/${view.number}`, foot: html`${words.foot}` });
}

/** The page of a document whose check code is not known: status and no name. */
export function registrationPage(view: RegistrationView, language: Language, now: Date): Page {
  const words = textsIn(language);
  const main = html` ${banner(view.status, view, language, now)}
    <div class="award">
      <p class="kind">${localized(view.title, language)}</p>
      <h1 class="mono">${view.registrationNumber}</h1>
      <p class="program">${localized(view.program, language)}</p>
    </div>
    ${facts([
      [words.organizer, localized(view.organizer.name, language)],
      [words.issued, day(new Date(view.issuedAt), language)],
    ])}
    <p class="note">${words.unnamed}</p>
    ${numberForm(language, view.registrationNumber)}`;
  const title = `${words[view.status]} · ${view.registrationNumber}`;
  return page({ language, title, main, path: `/verify/${view.registrationNumber}`, foot: html`${words.foot}` });
}

/** No document has that number. */
export function missingPage(typed: string, language: Language): Page {
  const words = textsIn(language);
  const main = html`<div class="page">
    <h1>${words.missing}</h1>
    <p>${words.missingNote}</p>
    ${numberForm(language, typed)}
  </div>`;
  return page({
    language,
    title: words.missing,
    main,
    status: 404,
    path: `/verify/${encodeURIComponent(typed)}`,
    foot: html`${words.foot}`,
  });
}

/** Where a number can be typed. */
export function entryPage(language: Language): Page {
  const words = textsIn(language);
  const main = html`<div class="page">
    <h1>${words.entry}</h1>
    <p>${words.entryNote}</p>
    ${numberForm(language, '')}
  </div>`;
  return page({ language, title: words.entry, main, path: '/verify', foot: html`${words.foot}` });
}

function banner(verdict: Verdict, view: RegistrationView, language: Language, now: Date): Html {
  const words = textsIn(language);
  const notes: Record<Verdict, string[]> = {
    valid: ['number' in view ? words.validNote : words.validUnnamedNote],
    revoked: [
      `${words.revokedSince}: ${day(new Date(view.revokedAt ?? now), language)}`,
      `${words.reason}: ${reasonText(view.revocationReason ?? '', language)}`,
    ],
    unconfirmed: [words.unconfirmedNote],
  };
  const lines = [...notes[verdict], `${words.checked}: ${moment(now, language)}`];
  return html`<div class="verdict ${verdict}" role="status">
    <svg
      width="40"
      height="40"
      viewBox="0 0 40 40"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="3"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <circle cx="20" cy="20" r="17.5" stroke-width="2" />
      <path d="${ICONS[verdict]}" />
    </svg>
    <div>
      <strong>${words[verdict]}</strong>
      ${lines.map((line) => html`<span>${line}</span>`)}
    </div>
  </div>`;
}

function nameOf(name: PersonName | Localized, language: Language): Html {
  if (!('cyrillic' in name)) return html`<h1>${localized(name, language)}</h1>`;
  const isSame = name.cyrillic === name.latin;
  return html`<h1>${name.cyrillic}</h1>
    ${!isSame && html`<p class="latin">${name.latin}</p>`}`;
}

function factsOf(view: DocumentView, language: Language): Html {
  const words = textsIn(language);
  const text = (value: Localized | null) => value && localized(value, language);
  const hasOwnTitle = JSON.stringify(view.cohort) !== JSON.stringify(view.program);
  return facts([
    [words.position, text(view.position)],
    [words.organization, text(view.organization)],
    [words.role, view.role && roleText(view.role, language)],
    [words.cohort, hasOwnTitle && text(view.cohort)],
    [words.organizer, text(view.organizer.name)],
    [words.author, view.author && (language === 'en' ? view.author.latin : view.author.cyrillic)],
    [words.period, period(view.period, language)],
    [words.result, view.results && resultText(view.results, language)],
    [words.protocol, view.results && `№ ${view.results.protocolNumber}`],
    [words.issued, day(new Date(view.issuedAt), language)],
    [words.number, html`<span class="mono">${view.number}</span>`],
  ]);
}

function facts(lines: [string, Html | string | false | null][]): Html {
  const known = lines.filter(([, value]) => value);
  return html`<dl class="facts">
    ${known.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function steps({ links }: DocumentView, language: Language): Html {
  const words = textsIn(language);
  return html`<ol>
    <li>
      ${words.takeCredential}: <a href="${links.credential}.json">JSON</a> <span class="mono">${links.credential}</span>
    </li>
    <li>${words.compareKeys}: <a href="${links.didDocument}">DID</a> <span class="mono">${links.issuer}</span></li>
    <li>
      ${words.seeList} <a href="${links.statusList}">${links.statusListIndex}</a>
      <span class="mono">${links.statusList}</span>
    </li>
  </ol>`;
}

function numberForm(language: Language, typed: string): Html {
  const words = textsIn(language);
  return html`<form method="get" action="/verify">
      <input type="hidden" name="lang" value="${language}" />
      <label for="number">${words.numberLabel}</label>
      <div class="row">
        <input
          id="number"
          name="number"
          value="${typed}"
          maxlength="100"
          autocomplete="off"
          spellcheck="false"
          required
        />
        <button>${words.check}</button>
      </div>
    </form>
    <p class="note">${words.numberHint}</p>`;
}
