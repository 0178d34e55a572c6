import type { ProblemCatalogue } from '@app/service-kit';

/** Titles of this service's problems in the languages of its callers. */
export const certificationProblems: ProblemCatalogue = {
  'certificate-not-found': {
    kk: 'Мұндай сертификат табылмады',
    ru: 'Такой сертификат не найден',
    en: 'No such certificate was found',
  },
  'certificate-already-revoked': {
    kk: '{{number}} құжатының күші бұрын жойылған',
    ru: 'Документ {{number}} уже отозван',
    en: '{{number}} was revoked before',
  },
  'certificate-not-issued': {
    kk: '{{number}} құжаты әлі берілген жоқ',
    ru: 'Документ {{number}} ещё не выдан',
    en: '{{number}} is not issued yet',
  },
  'registry-year-exhausted': {
    kk: '{{year}} жылға {{prefix}} нөмірлері таусылды',
    ru: 'Номера {{prefix}} за {{year}} год исчерпаны',
    en: 'No number is left for {{prefix}} in {{year}}',
  },
  'name-not-confirmed': {
    kk: 'Аты-жөніңізді әлі растаған жоқсыз',
    ru: 'Вы ещё не подтвердили своё имя',
    en: 'You have not confirmed your name yet',
  },
  'document-unknown': {
    kk: 'Мұндай құжат табылмады',
    ru: 'Такой документ не найден',
    en: 'There is no such document',
  },
};
