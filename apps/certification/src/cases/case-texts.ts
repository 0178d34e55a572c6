import type { WaitsFor } from './certificate-case.js';

/** What a case waits for, in words. */
export const WAITS_FOR: Record<WaitsFor, Record<'kk' | 'ru' | 'en', string>> = {
  completion: {
    kk: 'бағдарламаның аяқталуын күтуде',
    ru: 'ожидает завершения программы',
    en: 'waits for the completion of the program',
  },
  evaluation: {
    kk: 'жобаның бағалануын күтуде',
    ru: 'ожидает оценки проекта',
    en: 'waits for the evaluation of the project',
  },
  'confirmed-name': {
    kk: 'иесінің аты-жөнін растауын күтуде',
    ru: 'ожидает подтверждения имени владельцем',
    en: 'waits for the holder to confirm the name',
  },
  embargo: {
    kk: 'тапсыру күнін күтуде',
    ru: 'ожидает дня вручения',
    en: 'waits for the day of its handing over',
  },
};
