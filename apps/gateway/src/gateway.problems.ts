import type { ProblemCatalogue } from '@app/service-kit';

/** Refusals of the gateway itself; those of services pass through as they are. */
export const gatewayProblems: ProblemCatalogue = {
  'service-unavailable': {
    kk: '«{{service}}» қызметі қазір жауап бермейді, сәл кейінірек қайталаңыз',
    ru: 'Служба «{{service}}» сейчас не отвечает, повторите чуть позже',
    en: 'The service “{{service}}” does not answer just now, try again shortly',
  },
  'service-timed-out': {
    kk: '«{{service}}» қызметі уақытында жауап бермеді',
    ru: 'Служба «{{service}}» не ответила вовремя',
    en: 'The service “{{service}}” did not answer in time',
  },
  'path-not-plain': {
    kk: 'Мекенжайда рұқсат етілмеген таңбалар бар',
    ru: 'В адресе есть недопустимые знаки',
    en: 'The address contains characters that are not allowed',
  },
  'not-a-demo': {
    kk: 'Бұл мүмкіндік тек көрсетілімде бар',
    ru: 'Эта возможность есть только в демонстрации',
    en: 'This exists in a demonstration only',
  },
  'clock-not-followed': {
    kk: 'Сағат ауыстырылды, бірақ {{services}} әлі ілеспеді',
    ru: 'Часы переведены, но ещё не у всех: {{services}}',
    en: 'The clock was moved, but these have not followed yet: {{services}}',
  },
};
