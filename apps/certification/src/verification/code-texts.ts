import type { ContributionRole } from '../cases/certificate-case.js';
import type { Language } from '../credentials/credential.js';

type Words = Record<Language, string>;

const REASONS: Record<string, Words> = {
  'issued-in-error': { kk: 'қате берілген', ru: 'выдан по ошибке', en: 'issued in error' },
  'wrong-data': {
    kk: 'құжаттағы мәліметтер қате',
    ru: 'в документе неверные сведения',
    en: 'the document states wrong data',
  },
  'wrong-name': { kk: 'аты-жөні қате жазылған', ru: 'неверно указано имя', en: 'the name is wrong' },
  superseded: { kk: 'жаңа құжатпен ауыстырылған', ru: 'заменён новым документом', en: 'replaced by a new document' },
  'requirements-not-met': {
    kk: 'бағдарлама талаптары орындалмаған',
    ru: 'требования программы не выполнены',
    en: 'the requirements of the program were not met',
  },
  'decision-corrected': {
    kk: 'бағалау шешімі түзетілген',
    ru: 'решение об оценке исправлено',
    en: 'the decision it rested on was corrected',
  },
  misconduct: { kk: 'бағдарлама тәртібі бұзылған', ru: 'нарушение правил программы', en: 'misconduct' },
  'holder-request': { kk: 'иесінің өтініші бойынша', ru: 'по просьбе владельца', en: 'at the request of the holder' },
  'key-compromised': {
    kk: 'қолтаңба кілтінің құпиялығы бұзылған',
    ru: 'ключ подписи скомпрометирован',
    en: 'the signing key was compromised',
  },
};

const OUTCOMES: Record<string, Words> = {
  passed: { kk: 'Қорытынды жұмыс қабылданды', ru: 'Итоговая работа принята', en: 'Final work passed' },
};

const ROLES: Record<ContributionRole, Words> = {
  partner: { kk: 'серіктес', ru: 'партнер', en: 'partner' },
  mentor: { kk: 'тәлімгер', ru: 'наставник', en: 'mentor' },
  volunteer: { kk: 'ерікті', ru: 'волонтер', en: 'volunteer' },
};

/** Why a document was revoked; a code that we have no words for is shown as it is. */
export function reasonText(code: string, language: Language): string {
  return REASONS[code]?.[language] ?? code;
}

export function roleText(role: ContributionRole, language: Language): string {
  return ROLES[role][language];
}

/** The result that a document states: outcome and score. */
export function resultText({ outcome, score }: { outcome: string; score: number }, language: Language): string {
  const points = new Intl.NumberFormat(language).format(score);
  const known = OUTCOMES[outcome]?.[language] ?? outcome;
  return {
    kk: `${known}, 100-ден ${points} балл`,
    ru: `${known}, ${points} из 100 баллов`,
    en: `${known}, ${points} of 100 points`,
  }[language];
}
