import type { ProblemCatalogue } from './language.js';

/** Titles of the problems that every service may answer with. */
export const genericProblems: ProblemCatalogue = {
  'validation-failed': {
    kk: 'Сұраныстағы деректер дұрыс емес',
    ru: 'Данные запроса не прошли проверку',
    en: 'The data of the request is not valid',
  },
  'body-not-json': {
    kk: 'Сұраныс мазмұны дұрыс JSON емес',
    ru: 'Тело запроса не является правильным JSON',
    en: 'The body of the request is not valid JSON',
  },
  'body-too-large': {
    kk: 'Сұраныс көлемі тым үлкен',
    ru: 'Тело запроса слишком велико',
    en: 'The body of the request is too large',
  },
  'content-type-unsupported': {
    kk: 'Мұндай мазмұн түрі қабылданбайды',
    ru: 'Такой тип содержимого не принимается',
    en: 'This content type is not accepted',
  },
  'text-not-storable': {
    kk: 'Мәтінде сақтауға болмайтын таңбалар бар',
    ru: 'В тексте есть знаки, которые нельзя сохранить',
    en: 'The text contains characters that cannot be stored',
  },
  'request-malformed': {
    kk: 'Сұраныс қате құрылған',
    ru: 'Запрос составлен неверно',
    en: 'The request is malformed',
  },
  'route-unknown': {
    kk: 'Мұндай мекенжай жоқ',
    ru: 'Такого адреса нет',
    en: 'There is no such address',
  },
  'not-found': { kk: 'Табылмады', ru: 'Не найдено', en: 'Not found' },
  'method-not-allowed': {
    kk: 'Бұл мекенжайда мұндай әрекет жоқ',
    ru: 'Этот метод здесь не разрешён',
    en: 'This method is not allowed here',
  },
  'request-refused': { kk: 'Сұраныс қабылданбады', ru: 'Запрос отклонён', en: 'The request was refused' },
  'token-missing': { kk: 'Жүйеге кіру қажет', ru: 'Требуется вход в систему', en: 'Sign in first' },
  'token-invalid': {
    kk: 'Кіру мерзімі өткен немесе жарамсыз',
    ru: 'Вход недействителен или истёк',
    en: 'The sign-in is not valid or has expired',
  },
  'right-missing': {
    kk: 'Бұл әрекетке құқығыңыз жоқ',
    ru: 'У вас нет права на это действие',
    en: 'You do not have the right to do this',
  },
  'person-needed': {
    kk: 'Мұны тек жүйеге кірген адам жасай алады',
    ru: 'Это может сделать только человек, вошедший в систему',
    en: 'Only a person who signed in may do this',
  },
  'services-only': {
    kk: 'Бұл мекенжай платформаның ішкі қызметтеріне арналған',
    ru: 'Этот адрес только для внутренних служб платформы',
    en: 'This address is for services of the platform only',
  },
  'services-not-admitted': {
    kk: 'Бұл мекенжай ішкі қызметтерге арналмаған',
    ru: 'Этот адрес не для внутренних служб',
    en: 'This address is not for services of the platform',
  },
  'outside-your-scope': {
    kk: 'Бұл жазба сіздің өкілеттігіңізден тыс',
    ru: 'Эта запись вне ваших полномочий',
    en: 'This record is outside your scope',
  },
  'rights-not-fresh': {
    kk: 'Құқықтар туралы деректер жаңартылуда, сәл кейінірек қайталаңыз',
    ru: 'Сведения о правах обновляются, повторите чуть позже',
    en: 'Rights are being brought up to date, try again shortly',
  },
  'not-known-yet': {
    kk: 'Деректер әлі келіп жеткен жоқ, сәл кейінірек қайталаңыз',
    ru: 'Данные ещё не поступили, повторите чуть позже',
    en: 'The data has not arrived yet, try again shortly',
  },
  'if-match-missing': {
    kk: 'If-Match тақырыбында нұсқаны көрсету қажет',
    ru: 'Нужно указать версию в заголовке If-Match',
    en: 'State the version in the If-Match header',
  },
  'if-match-malformed': {
    kk: 'If-Match тақырыбы "v7" түрінде болуы керек',
    ru: 'Заголовок If-Match должен иметь вид "v7"',
    en: 'The If-Match header must look like "v7"',
  },
  'version-stale': {
    kk: 'Жазбаны басқа біреу өзгертіп қойған, қазіргі нұсқасы {{current}}',
    ru: 'Запись уже изменена, сейчас её версия {{current}}',
    en: 'The record has been changed meanwhile, its version is now {{current}}',
  },
  'idempotency-key-malformed': {
    kk: 'Idempotency-Key 1–255 көрінетін ASCII таңбадан тұруы керек',
    ru: 'Idempotency-Key должен состоять из 1–255 видимых знаков ASCII',
    en: 'The Idempotency-Key must be 1 to 255 visible ASCII characters',
  },
  'idempotency-key-reused': {
    kk: 'Бұл Idempotency-Key басқа сұраныста қолданылған',
    ru: 'Этот Idempotency-Key уже использован для другого запроса',
    en: 'This Idempotency-Key was used for another request',
  },
  'cursor-malformed': {
    kk: 'Бет көрсеткіші жарамсыз',
    ru: 'Недействительный указатель страницы',
    en: 'The cursor is not valid',
  },
  'iin-malformed': { kk: 'ЖСН дұрыс емес', ru: 'ИИН указан неверно', en: 'The IIN is not valid' },
  'file-too-large': {
    kk: 'Файл тым үлкен, шегі — {{maxMegabytes}} МБ',
    ru: 'Файл слишком велик, предел — {{maxMegabytes}} МБ',
    en: 'The file is too large, the limit is {{maxMegabytes}} MB',
  },
  'file-type-unsupported': {
    kk: 'Мұндай файл түрі қабылданбайды',
    ru: 'Файлы такого типа не принимаются',
    en: 'Files of this type are not accepted',
  },
  'file-content-mismatch': {
    kk: 'Файл мазмұны оның түріне сәйкес келмейді',
    ru: 'Содержимое файла не соответствует его типу',
    en: 'The content of the file does not match its type',
  },
  'file-not-found': { kk: 'Файл табылмады', ru: 'Файл не найден', en: 'The file was not found' },
  'internal-query-invalid': {
    kk: 'Ішкі сұраныс қате құрылған',
    ru: 'Внутренний запрос составлен неверно',
    en: 'The internal query is malformed',
  },
  'state-unknown': {
    kk: 'Қызмет мұндай күйді жарияламайды',
    ru: 'Служба не публикует такого состояния',
    en: 'The service publishes no such state',
  },
  'dead-letter-not-found': {
    kk: 'Мұндай ашық өңделмеген оқиға жоқ',
    ru: 'Такого открытого необработанного события нет',
    en: 'There is no such open dead letter',
  },
  'dead-letter-unreadable': {
    kk: 'Бұл оқиға оқылмайды, оны тек алып тастауға болады',
    ru: 'Это событие не читается, его можно только отбросить',
    en: 'This dead letter cannot be read and can only be discarded',
  },
  'not-read-here': {
    kk: 'Бұл сервис мұны иесінен оқымайды: {{name}}',
    ru: 'Этот сервис не читает этого у владельца: {{name}}',
    en: 'This service reads nothing of {{name}} from its owner',
  },
  'already-exists': { kk: 'Мұндай жазба бар', ru: 'Такая запись уже есть', en: 'There is such a record already' },
  'temporarily-unavailable': {
    kk: 'Қызмет уақытша қолжетімсіз, сәл кейінірек қайталаңыз',
    ru: 'Служба временно недоступна, повторите чуть позже',
    en: 'The service is temporarily unavailable, try again shortly',
  },
  'identity-unavailable': {
    kk: 'Кіру қызметі уақытша қолжетімсіз',
    ru: 'Служба входа временно недоступна',
    en: 'The sign-in service is temporarily unavailable',
  },
  'internal-error': { kk: 'Ішкі қате', ru: 'Внутренняя ошибка', en: 'Internal error' },
};
