import type { ProblemCatalogue } from '@app/service-kit';

/** Titles of this service's refusals. */
export const enrollmentProblems: ProblemCatalogue = {
  'nomination-not-found': {
    kk: 'Мұндай ұсыным табылмады',
    ru: 'Такая номинация не найдена',
    en: 'There is no such nomination',
  },
  'nomination-window-not-open': {
    kk: 'Топқа ұсыным қабылдау әлі басталған жоқ',
    ru: 'Приём номинаций в эту когорту ещё не начался',
    en: 'The cohort does not take nominations yet',
  },
  'nomination-window-closed': {
    kk: 'Топқа ұсыным қабылдау аяқталды',
    ru: 'Приём номинаций в эту когорту завершён',
    en: 'The cohort does not take nominations any more',
  },
  'nomination-over-quota': {
    kk: 'Ұйымға берілген орындардың бәрі ({{quota}}) пайдаланылды',
    ru: 'Квота организации исчерпана (мест: {{quota}})',
    en: 'The organization has used up its quota of seats ({{quota}})',
  },
  'person-already-nominated': {
    kk: 'Бұл адам осы топқа ұсынылып қойған',
    ru: 'Этот человек уже номинирован в эту когорту',
    en: 'The person is nominated to this cohort already',
  },
  'organization-not-active': {
    kk: 'Ұйым жұмыс істемейді',
    ru: 'Организация не действует',
    en: 'The organization is not active',
  },
  'person-not-active': {
    kk: 'Бұл адамның жазбасы белсенді емес',
    ru: 'Запись этого человека не действует',
    en: 'The person is not active',
  },
  'institution-not-enrolled': {
    kk: 'Ұйым бұл топқа мекеме ретінде қатыспайды',
    ru: 'Организация не участвует в этой когорте как учреждение',
    en: 'The organization takes no part in this cohort as an institution',
  },
  'nomination-already-decided': {
    kk: 'Бұл ұсыным бойынша шешім қабылданған',
    ru: 'По этой номинации решение уже принято',
    en: 'The nomination is decided already',
  },
  'nomination-not-awaiting-review': {
    kk: 'Бұл ұсыным қазір қаралуда емес',
    ru: 'Эта номинация сейчас не находится на рассмотрении',
    en: 'The nomination is not awaiting review now',
  },
  'waiver-needed': {
    kk: '«{{category}}» санаты топтың мақсатты тобына кірмейді: негіздемесі бар ерекше рұқсат керек',
    ru: 'Категория «{{category}}» не входит в целевую группу: нужно исключение с обоснованием',
    en: 'The category {{category}} is outside of the target group: a waiver with a reason is needed',
  },
  'no-seat-left': {
    kk: 'Бос орын қалмады (барлығы {{seats}})',
    ru: 'Свободных мест не осталось (всего {{seats}})',
    en: 'No seat is left (of {{seats}})',
  },
  'participant-not-found': {
    kk: 'Мұндай қатысушы табылмады',
    ru: 'Такой участник не найден',
    en: 'There is no such participant',
  },
  'participant-already-withdrawn': {
    kk: 'Қатысушы бұған дейін шығып кеткен',
    ru: 'Участник уже выбыл',
    en: 'The participant has left already',
  },
  'completion-already-attained': {
    kk: 'Қатысушы бағдарламаны аяқтаған',
    ru: 'Участник уже завершил программу',
    en: 'The participant has completed already',
  },
  'cohort-already-concluded': {
    kk: 'Топтың жұмысы аяқталған',
    ru: 'Работа когорты завершена',
    en: 'The cohort is concluded',
  },
  'cohort-not-found': {
    kk: 'Мұндай топ табылмады',
    ru: 'Такая когорта не найдена',
    en: 'There is no such cohort',
  },
  'cohort-of-people': {
    kk: 'Бұл топта мекемелер емес, адамдар аяқтайды',
    ru: 'В этой когорте программу завершают люди, а не учреждения',
    en: 'In this cohort people complete, not institutions',
  },
  'institution-enrollment-not-found': {
    kk: 'Мұндай мекеме қатысуы табылмады',
    ru: 'Такое участие учреждения не найдено',
    en: 'There is no such enrollment of an institution',
  },
  'institution-already-enrolled': {
    kk: 'Мекеме бұл топқа қатысып жүр',
    ru: 'Учреждение уже участвует в этой когорте',
    en: 'The institution takes part in this cohort already',
  },
  'institution-already-withdrawn': {
    kk: 'Мекеме бұған дейін шығып кеткен',
    ru: 'Учреждение уже выбыло',
    en: 'The institution has left already',
  },
  'session-not-held': {
    kk: 'Сабақ әлі өткен жоқ: қатысу тек өткен сабақ үшін жазылады',
    ru: 'Занятие не проведено: посещаемость записывают только после него',
    en: 'The session was not held: attendance is recorded of sessions that took place',
  },
  'attendance-already-recorded': {
    kk: 'Бұл сабаққа қатысу жазылып қойған',
    ru: 'Посещаемость этого занятия уже записана',
    en: 'The attendance of this session is recorded already',
  },
  'attendance-not-recorded': {
    kk: 'Бұл сабаққа қатысу жазылмаған',
    ru: 'Посещаемость этого занятия не записана',
    en: 'The attendance of this session is not recorded',
  },
  'attendance-sheet-does-not-match': {
    kk: 'Парақта әр белсенді қатысушы дәл бір рет көрсетілуі керек (қате саны: {{faults}})',
    ru: 'В листе каждый действующий участник должен быть назван ровно один раз (ошибок: {{faults}})',
    en: 'The sheet names each active participant exactly once, and nobody else ({{faults}} faults)',
  },
};
