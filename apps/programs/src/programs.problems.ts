import type { ProblemCatalogue } from '@app/service-kit';

/** Titles of the problem codes of programs. */
export const programsProblems: ProblemCatalogue = {
  'organization-unknown': {
    kk: 'Мұндай жұмыс істеп тұрған ұйым жоқ',
    ru: 'Такой действующей организации нет',
    en: 'There is no such active organization',
  },
  'program-not-found': { kk: 'Мұндай бағдарлама жоқ', ru: 'Такой программы нет', en: 'There is no such program' },
  'program-code-taken': {
    kk: 'Ұйымдастырушының {{code}} кодты бағдарламасы бар',
    ru: 'У организатора уже есть программа с кодом {{code}}',
    en: 'The organizer has a program {{code}} already',
  },
  'program-already-commissioned': {
    kk: 'Бағдарламаға тапсырыс бұрын берілген',
    ru: 'Поручение по программе уже оформлено',
    en: 'The program has been commissioned already',
  },
  'cohort-not-found': { kk: 'Мұндай легі жоқ', ru: 'Такого потока нет', en: 'There is no such cohort' },
  'cohort-code-taken': {
    kk: 'Бағдарламаның {{code}} кодты легі бар',
    ru: 'В программе уже есть поток с кодом {{code}}',
    en: 'The program has a cohort {{code}} already',
  },
  'cohort-not-in-status': {
    kk: 'Легінің қазіргі күйінде ({{status}}) бұл әрекет мүмкін емес',
    ru: 'В нынешнем состоянии потока ({{status}}) это действие невозможно',
    en: 'Not possible while the cohort is {{status}}',
  },
  'ends-before-it-begins': {
    kk: 'Аяқталуы басталуынан ерте',
    ru: 'Окончание раньше начала',
    en: 'It ends before it begins',
  },
  'scheduled-outside-days': {
    kk: 'Бұл мерзімнен тыс модульдер немесе сабақтар жоспарланған',
    ru: 'За пределами этих сроков уже запланированы модули или занятия',
    en: 'Modules or sessions are scheduled outside of these days',
  },
  'document-policy-twice': {
    kk: 'Бір негіз бойынша құжаттың бір түрі екі рет көрсетілген',
    ru: 'Один вид документа указан дважды для одного основания',
    en: 'One kind of document is named twice for one ground',
  },
  'completion-rule-missing': {
    kk: 'Аяқтау құжаты үшін аяқтау ережесі қажет',
    ru: 'Для документа о завершении нужно правило завершения',
    en: 'A document for completion needs a completion rule',
  },
  'sessions-outstanding': {
    kk: '{{count}} сабақ өткізілген де, тоқтатылған да жоқ',
    ru: 'Не проведено и не отменено занятий: {{count}}',
    en: 'Sessions neither held nor cancelled: {{count}}',
  },
  'module-not-found': { kk: 'Мұндай модуль жоқ', ru: 'Такого модуля нет', en: 'There is no such module' },
  'module-number-taken': {
    kk: 'Легіде № {{number}} модуль бар',
    ru: 'В потоке уже есть модуль № {{number}}',
    en: 'The cohort has a module {{number}} already',
  },
  'module-outside-cohort': {
    kk: 'Модуль легі мерзімінен тыс',
    ru: 'Модуль выходит за сроки потока',
    en: 'The module lies outside the days of the cohort',
  },
  'session-not-found': { kk: 'Мұндай сабақ жоқ', ru: 'Такого занятия нет', en: 'There is no such session' },
  'session-number-taken': {
    kk: 'Легіде № {{number}} сабақ бар',
    ru: 'В потоке уже есть занятие № {{number}}',
    en: 'The cohort has a session {{number}} already',
  },
  'session-outside-days': {
    kk: 'Сабақ модуль не легі мерзімінен тыс',
    ru: 'Занятие выходит за сроки модуля или потока',
    en: 'The session lies outside the days of its module or cohort',
  },
  'speaker-unclear': {
    kk: 'Спикерді не идентификатормен, не есіммен көрсетіңіз',
    ru: 'Укажите спикера либо идентификатором, либо именем',
    en: 'Name a speaker either by id or by name',
  },
  'session-not-scheduled': {
    kk: 'Сабақ өткізілген немесе тоқтатылған ({{status}})',
    ru: 'Занятие уже проведено или отменено ({{status}})',
    en: 'The session is {{status}} already',
  },
  'session-not-begun': {
    kk: 'Сабақ әлі басталған жоқ: {{startsAt}}',
    ru: 'Занятие ещё не началось: {{startsAt}}',
    en: 'The session has not begun: {{startsAt}}',
  },
  'session-series-not-found': {
    kk: 'Мұндай сабақтар топтамасы жоқ',
    ru: 'Такой серии занятий нет',
    en: 'There is no such series of sessions',
  },
  'series-rule-not-supported': {
    kk: 'Мұндай қайталану ережесіне қолдау көрсетілмейді: {{part}}',
    ru: 'Такое правило повторения не поддерживается: {{part}}',
    en: 'This rule of recurrence is not supported: {{part}}',
  },
  'series-first-outside-rule': {
    kk: 'Алғашқы сабақ ережедегі апта күніне сәйкес келмейді',
    ru: 'Первое занятие не приходится на день недели из правила',
    en: 'The first session is not on a weekday of the rule',
  },
  'series-without-end': {
    kk: 'Топтаманың соңы жоқ: қай күнге дейін екенін көрсетіңіз',
    ru: 'У серии нет конца: укажите, по какой день',
    en: 'The series has no end: say until which day',
  },
  'series-window-too-long': {
    kk: 'Бір жолы ең көбі {{limit}} сабақ: мерзімді қысқартыңыз',
    ru: 'За один раз — не более {{limit}} занятий: сократите период',
    en: 'At most {{limit}} sessions at once: choose fewer days',
  },
  'ceremony-not-found': { kk: 'Мұндай рәсім жоқ', ru: 'Такой церемонии нет', en: 'There is no such ceremony' },
  'ceremony-already-held': {
    kk: 'Рәсім өткізіліп қойған',
    ru: 'Церемония уже проведена',
    en: 'The ceremony has been held already',
  },
  'ceremony-not-begun': {
    kk: 'Рәсім әлі басталған жоқ: {{startsAt}}',
    ru: 'Церемония ещё не началась: {{startsAt}}',
    en: 'The ceremony has not begun: {{startsAt}}',
  },
  'presenter-unclear': {
    kk: 'Куәлік тапсырушыны не идентификатормен, не есіммен көрсетіңіз',
    ru: 'Укажите вручающего либо идентификатором, либо именем',
    en: 'Name a presenter either by id or by name',
  },
  'contributor-unclear': {
    kk: 'Адамды немесе ұйымды көрсетіңіз, екеуін бірден емес',
    ru: 'Укажите либо человека, либо организацию',
    en: 'Name either a person or an organization',
  },
  'contribution-already-recorded': {
    kk: 'Бұл үлес бұрын жазылған',
    ru: 'Этот вклад уже записан',
    en: 'This contribution has been recorded already',
  },
};
