import type { Language } from '../credentials/credential.js';

/** The words of the verification pages. */
const TEXTS = {
  valid: { kk: 'Құжат жарамды', ru: 'Документ действителен', en: 'This document is valid' },
  validNote: {
    kk: 'Қолтаңбасы дұрыс, күші жойылмаған.',
    ru: 'Подпись верна, документ не отозван.',
    en: 'Its signature is right, and it has not been revoked.',
  },
  validUnnamedNote: {
    kk: 'Тізілімде бар, күші жойылмаған.',
    ru: 'Внесён в реестр и не отозван.',
    en: 'It is in the registry and has not been revoked.',
  },
  revoked: { kk: 'Құжаттың күші жойылған', ru: 'Документ отозван', en: 'This document has been revoked' },
  revokedSince: { kk: 'Жойылған күні', ru: 'Недействителен с', en: 'Not valid since' },
  reason: { kk: 'Себебі', ru: 'Причина', en: 'Reason' },
  unconfirmed: {
    kk: 'Құжатты растау мүмкін болмады',
    ru: 'Подлинность не подтверждена',
    en: 'This document could not be confirmed',
  },
  unconfirmedNote: {
    kk: 'Тізілімдегі жазбаның қолтаңбасы расталмады. Оған сүйенбеңіз және берушіге хабарласыңыз.',
    ru: 'Подпись записи в реестре не подтвердилась. Не полагайтесь на неё и обратитесь к организатору.',
    en: 'The signature of the entry did not hold. Do not rely on it, and contact the issuer.',
  },
  checked: { kk: 'Тексерілген уақыты', ru: 'Проверено', en: 'Checked' },
  program: { kk: 'Бағдарлама', ru: 'Программа', en: 'Program' },
  cohort: { kk: 'Легі', ru: 'Поток', en: 'Cohort' },
  organizer: { kk: 'Ұйымдастырушы', ru: 'Организатор', en: 'Organizer' },
  author: { kk: 'Бағдарлама авторы', ru: 'Автор программы', en: 'Author of the program' },
  period: { kk: 'Өткен кезеңі', ru: 'Период проведения', en: 'Period' },
  position: { kk: 'Берілген кездегі лауазымы', ru: 'Должность на момент выдачи', en: 'Position when issued' },
  organization: { kk: 'Ұйымы', ru: 'Организация', en: 'Organization' },
  role: { kk: 'Үлесі', ru: 'Вклад', en: 'Contribution' },
  result: { kk: 'Нәтижесі', ru: 'Результат', en: 'Result' },
  protocol: { kk: 'Бағалау хаттамасы', ru: 'Протокол оценки', en: 'Minutes of the evaluation' },
  issued: { kk: 'Берілген күні', ru: 'Дата выдачи', en: 'Date of issue' },
  number: { kk: 'Тіркеу нөмірі', ru: 'Регистрационный номер', en: 'Registration number' },
  self: { kk: 'Өзіңіз қалай тексере аласыз', ru: 'Как проверить самостоятельно', en: 'How to check it yourself' },
  selfNote: {
    kk: 'Бұл құжат қол қойылған деректер түрінде бар (W3C Verifiable Credentials 2.0, Open Badges 3.0). Осы стандарттарды түсінетін кез келген бағдарлама оны бұл бетке сүйенбей тексереді:',
    ru: 'Документ существует как подписанные данные (W3C Verifiable Credentials 2.0, Open Badges 3.0). Любая программа, понимающая эти стандарты, проверит его, не полагаясь на эту страницу:',
    en: 'The document exists as signed data (W3C Verifiable Credentials 2.0, Open Badges 3.0). Any program that understands these standards checks it without relying on this page:',
  },
  takeCredential: {
    kk: 'Қол қойылған құжатты алыңыз',
    ru: 'Возьмите подписанный документ',
    en: 'Take the signed document',
  },
  compareKeys: {
    kk: 'Қолтаңбаны берушінің жарияланған кілттерімен салыстырыңыз',
    ru: 'Сверьте подпись с опубликованными ключами организатора',
    en: 'Compare the signature with the published keys of the issuer',
  },
  seeList: {
    kk: 'Күйлер тізімінен құжаттың күші жойылған-жойылмағанын қараңыз; жазба нөмірі',
    ru: 'Посмотрите в списке статусов, не отозван ли документ; номер записи',
    en: 'See in the status list whether it was revoked; its entry is',
  },
  qr: { kk: 'Осы беттің мекенжайы', ru: 'Адрес этой страницы', en: 'Address of this page' },
  unnamed: {
    kk: 'Иесінің аты-жөнін көру үшін құжатта басылған толық нөмірді тексеру кодымен бірге енгізіңіз.',
    ru: 'Чтобы увидеть имя владельца, введите полный номер с кодом проверки, как он напечатан на документе.',
    en: 'To see the name of the holder, enter the full number with its check code, as it is printed on the document.',
  },
  missing: { kk: 'Мұндай құжат табылмады', ru: 'Такой документ не найден', en: 'No such document' },
  missingNote: {
    kk: 'Бұл нөмірмен құжат тіркелмеген. Нөмірді тексеріп, қайта енгізіңіз.',
    ru: 'Под этим номером документ не зарегистрирован. Проверьте номер и введите его ещё раз.',
    en: 'No document is registered under this number. Check the number and enter it again.',
  },
  entry: { kk: 'Құжатты тексеру', ru: 'Проверка документа', en: 'Check a document' },
  entryNote: {
    kk: 'Сертификаттың, алғыс хаттың немесе анықтаманың нөмірін енгізіңіз.',
    ru: 'Введите номер сертификата, благодарственного письма или справки.',
    en: 'Enter the number of a certificate, a letter of acknowledgment or a record.',
  },
  numberLabel: { kk: 'Құжат нөмірі', ru: 'Номер документа', en: 'Number of the document' },
  numberHint: {
    kk: 'Мысалы, NUGSE-2025-000017-7K3M9QXZ. Әріптің үлкен-кішілігі, бос орындар мен сызықшалар маңызды емес.',
    ru: 'Например, NUGSE-2025-000017-7K3M9QXZ. Регистр букв, пробелы и дефисы не важны.',
    en: 'For example NUGSE-2025-000017-7K3M9QXZ. Capitals, spaces and dashes do not matter.',
  },
  check: { kk: 'Тексеру', ru: 'Проверить', en: 'Check' },
  foot: {
    kk: 'Тізілім құжат берілген күнгі мәліметтерді көрсетеді. Бұл бет ешқандай дерек жинамайды.',
    ru: 'Реестр показывает сведения на день выдачи документа. Эта страница не собирает данных.',
    en: 'The registry shows what was true on the day of issue. This page collects no data.',
  },
} satisfies Record<string, Record<Language, string>>;

/** All texts in one language. */
export function textsIn(language: Language): Record<keyof typeof TEXTS, string> {
  const entries = Object.entries(TEXTS).map(([name, text]) => [name, text[language]]);
  return Object.fromEntries(entries) as Record<keyof typeof TEXTS, string>;
}
