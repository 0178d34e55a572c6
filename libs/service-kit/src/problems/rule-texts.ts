import type { ProblemCatalogue } from './language.js';

const text = (kk: string, ru: string, en: string) => ({ kk, ru, en });

/** What broken rules of fields say, by kebab-case name of the rule. `{{first}}` and `{{second}}` are its limits. */
export const ruleTexts: ProblemCatalogue = {
  'not-allowed': text('Мәні жарамсыз', 'Недопустимое значение', 'The value is not allowed'),
  'unknown-field': text('Мұндай өріс жоқ', 'Такого поля нет', 'There is no such field'),
  'unknown-parameter': text('Мұндай параметр жоқ', 'Такого параметра нет', 'There is no such parameter'),
  'is-defined': text('Міндетті өріс', 'Обязательное поле', 'This field is required'),
  'is-not-empty': text('Бос болмауы керек', 'Не должно быть пустым', 'Must not be empty'),
  'is-string': text('Мәтін болуы керек', 'Должно быть текстом', 'Must be text'),
  'is-int': text('Бүтін сан болуы керек', 'Должно быть целым числом', 'Must be a whole number'),
  'is-number': text('Сан болуы керек', 'Должно быть числом', 'Must be a number'),
  'is-boolean': text('true немесе false болуы керек', 'Должно быть true или false', 'Must be true or false'),
  'is-array': text('Тізім болуы керек', 'Должно быть списком', 'Must be a list'),
  'is-object': text('Нысан болуы керек', 'Должно быть объектом', 'Must be an object'),
  'is-uuid': text('UUID болуы керек', 'Должно быть UUID', 'Must be a UUID'),
  'is-email': text('Электрондық пошта мекенжайы болуы керек', 'Должно быть адресом почты', 'Must be a mail address'),
  'is-url': text('Веб-мекенжай болуы керек', 'Должно быть веб-адресом', 'Must be a web address'),
  'is-in': text('Рұқсат етілген мәндер: {{first}}', 'Допустимые значения: {{first}}', 'Must be one of: {{first}}'),
  'is-enum': text(
    'Рұқсат етілген мәндердің бірі емес',
    'Не из допустимых значений',
    'Must be one of the allowed values',
  ),
  'is-day': text(
    '2026-02-03 түріндегі күн болуы керек',
    'Должно быть датой вида 2026-02-03',
    'Must be a day like 2026-02-03',
  ),
  'is-instant': text(
    '2026-02-03T10:00:00Z түріндегі уақыт болуы керек',
    'Должно быть временем вида 2026-02-03T10:00:00Z',
    'Must be an instant like 2026-02-03T10:00:00Z',
  ),
  'is-time-zone': text('Уақыт белдеуі болуы керек', 'Должно быть часовым поясом', 'Must be a time zone'),
  'is-localized': text(
    'Кемінде бір тілдегі мәтін қажет (kk, ru, en)',
    'Нужен текст хотя бы на одном языке (kk, ru, en)',
    'Needs a text in at least one language (kk, ru, en)',
  ),
  'is-iin': text('ЖСН дұрыс емес', 'ИИН указан неверно', 'The IIN is not valid'),
  min: text('{{first}} мәнінен кем болмауы керек', 'Не меньше {{first}}', 'Must be at least {{first}}'),
  max: text('{{first}} мәнінен артық болмауы керек', 'Не больше {{first}}', 'Must be at most {{first}}'),
  'is-positive': text('Нөлден үлкен болуы керек', 'Должно быть больше нуля', 'Must be greater than zero'),
  'min-length': text('Кемінде {{first}} таңба', 'Не менее {{first}} знаков', 'At least {{first}} characters'),
  'max-length': text('Ең көбі {{first}} таңба', 'Не более {{first}} знаков', 'At most {{first}} characters'),
  'is-length': text(
    '{{first}}–{{second}} таңба',
    'От {{first}} до {{second}} знаков',
    '{{first}} to {{second}} characters',
  ),
  'array-min-size': text('Кемінде {{first}} жазба', 'Не менее {{first}} записей', 'At least {{first}} entries'),
  'array-max-size': text('Ең көбі {{first}} жазба', 'Не более {{first}} записей', 'At most {{first}} entries'),
  'array-not-empty': text('Тізім бос болмауы керек', 'Список не должен быть пустым', 'The list must not be empty'),
  'array-unique': text('Тізімде қайталау бар', 'В списке есть повторы', 'The list has duplicates'),
  matches: text('Пішімі дұрыс емес', 'Неверный формат', 'The format is wrong'),
  'no-control-characters': text(
    'Басқару таңбалары болмауы керек',
    'Не должно содержать управляющих знаков',
    'Must not contain control characters',
  ),
};
