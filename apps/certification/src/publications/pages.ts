import type { Localized } from '@app/contracts';
import type { Achievement } from '../achievements/achievement.js';
import { DOCUMENT_TITLES, type Language } from '../credentials/credential.js';
import { html } from '../pages/html.js';
import { localized } from '../pages/language.js';
import { page, type Page } from '../pages/layout.js';

const ISSUES: Record<Language, string> = {
  kk: 'Осы платформада құжаттар береді. Қолтаңбаларының кілттері:',
  ru: 'Выдаёт документы на этой платформе. Ключи подписей:',
  en: 'Issues documents on this platform. The keys of its signatures:',
};

/** What a document is awarded for. */
export function achievementPage(achievement: Achievement, language: Language): Page {
  const { id, kind, name, description, criteria } = achievement;
  const main = html`<div class="page">
    <p class="kind">${DOCUMENT_TITLES[kind][language]}</p>
    <h1>${localized(name, language)}</h1>
    <p>${localized(description, language)}</p>
    <p>${localized(criteria, language)}</p>
  </div>`;
  return page({ language, title: DOCUMENT_TITLES[kind][language]!, main, path: `/achievements/${id}` });
}

/** Who a school that issues is. */
export function issuerPage(issuer: { id: string; did: string; name: Localized }, language: Language): Page {
  const { id, did, name } = issuer;
  const main = html`<div class="page">
    <h1>${localized(name, language)}</h1>
    <p>${ISSUES[language]}</p>
    <p class="mono"><a href="/issuers/${id}/did.json">${did}</a></p>
  </div>`;
  const title = name[language] ?? name.kk ?? name.ru ?? name.en ?? did;
  return page({ language, title, main, path: `/issuers/${id}` });
}
