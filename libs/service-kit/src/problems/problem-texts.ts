import { createInstance, type i18n } from 'i18next';
import { genericProblems } from './generic-problems.js';
import { LANGUAGES, type Language, type ProblemCatalogue } from './language.js';
import { ruleTexts } from './rule-texts.js';

/** The words of problems: those of every service, and the service's own, which may replace them. */
export class ProblemTexts {
  private readonly catalogue: i18n;

  constructor(own: ProblemCatalogue = {}) {
    this.catalogue = createInstance();
    void this.catalogue.init({
      initAsync: false,
      fallbackLng: 'en',
      keySeparator: false,
      nsSeparator: false,
      ns: ['problems', 'rules'],
      interpolation: { escapeValue: false },
      resources: Object.fromEntries(
        LANGUAGES.map((language) => [
          language,
          { problems: inLanguage({ ...genericProblems, ...own }, language), rules: inLanguage(ruleTexts, language) },
        ]),
      ),
    });
  }

  /** Title of a problem code. A code without text reads as the sentence it is. */
  title(code: string, language: Language, params: Readonly<Record<string, string | number>> = {}): string {
    return this.catalogue.t(code, { ...params, lng: language, ns: 'problems', defaultValue: sentence(code) });
  }

  /** What a broken rule of a field says. */
  rule(code: string, language: Language, params: Readonly<Record<string, string | number>>): string {
    const known = this.catalogue.exists(code, { ns: 'rules' }) ? code : 'not-allowed';
    return this.catalogue.t(known, { ...params, lng: language, ns: 'rules' });
  }
}

function inLanguage(texts: ProblemCatalogue, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, text[language]]));
}

function sentence(code: string): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
