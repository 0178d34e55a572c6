import type { ProblemCatalogue } from '@app/service-kit';

/** Titles of the directory's problem codes. */
export const directoryProblems: ProblemCatalogue = {
  'organization-not-found': {
    kk: 'Мұндай ұйым жоқ',
    ru: 'Такой организации нет',
    en: 'There is no such organization',
  },
  'parent-organization-not-found': {
    kk: 'Жоғары тұрған ұйым табылмады',
    ru: 'Вышестоящая организация не найдена',
    en: 'The organization above does not exist',
  },
  'organization-above-itself': {
    kk: 'Ұйым өзінен жоғары тұра алмайды',
    ru: 'Организация не может стоять над самой собой',
    en: 'An organization cannot be above itself',
  },
  'level-is-of-departments': {
    kk: 'Аумақтық деңгей тек білім басқармалары мен бөлімдеріне беріледі және оларға міндетті',
    ru: 'Территориальный уровень указывается только для органов управления образованием и для них обязателен',
    en: 'A territorial level belongs to education departments and is required there',
  },
  'territory-levels-crossed': {
    kk: '{{level}} деңгейіндегі бөлім {{parentLevel}} деңгейіндегі бөлімге бағына алмайды',
    ru: 'Отдел уровня {{level}} не может подчиняться отделу уровня {{parentLevel}}',
    en: 'A department of level {{level}} cannot be below one of level {{parentLevel}}',
  },
  'person-not-found': {
    kk: 'Мұндай адам табылмады',
    ru: 'Такой человек не найден',
    en: 'There is no such person',
  },
  'person-already-registered': {
    kk: 'Бұл адам бұрын тіркелген ({{field}})',
    ru: 'Этот человек уже зарегистрирован ({{field}})',
    en: 'This person is already registered ({{field}})',
  },
  'home-organization-missing': {
    kk: 'Адамды тіркейтін ұйымды көрсетіңіз',
    ru: 'Укажите организацию, которая регистрирует человека',
    en: 'Name the organization that registers the person',
  },
  'rows-without-identifier': {
    kk: 'Әр жолда ЖСН немесе электрондық пошта болуы керек',
    ru: 'В каждой строке нужен ИИН или адрес почты',
    en: 'Each row needs an IIN or a mail address',
  },
  'identifiers-of-different-people': {
    kk: 'Кейбір жолдардағы ЖСН мен пошта мекенжайы әртүрлі адамдарға тиесілі',
    ru: 'В некоторых строках ИИН и адрес почты принадлежат разным людям',
    en: 'In some rows the IIN and the mail address belong to different people',
  },
  'appointment-not-found': {
    kk: 'Мұндай лауазымдық жазба табылмады',
    ru: 'Такое назначение не найдено',
    en: 'There is no such appointment',
  },
  'appointment-ends-before-it-begins': {
    kk: 'Лауазым мерзімі басталмай тұрып аяқтала алмайды',
    ru: 'Назначение не может закончиться раньше, чем началось',
    en: 'An appointment cannot end before it begins',
  },
  'appointment-already-ended': {
    kk: 'Бұл лауазым мерзімі {{until}} күні аяқталған',
    ru: 'Это назначение уже закончилось {{until}}',
    en: 'This appointment ended on {{until}} already',
  },
  'appointment-already-recorded': {
    kk: 'Бұл лауазым бұрын жазылған',
    ru: 'Это назначение уже внесено',
    en: 'This appointment is recorded already',
  },
  'grant-not-found': {
    kk: 'Мұндай құқық табылмады',
    ru: 'Такое право не найдено',
    en: 'There is no such grant',
  },
  'grant-needs-one-holder': {
    kk: 'Құқық бір адамға немесе бір жүйеге беріледі',
    ru: 'Право даётся либо одному человеку, либо одной системе',
    en: 'A grant has exactly one holder: a person or a client',
  },
  'role-does-not-fit-scope': {
    kk: '{{role}} рөлі {{scope}} ауқымында бұлай берілмейді',
    ru: 'Роль {{role}} так не даётся в области {{scope}}',
    en: 'The role {{role}} cannot be given like this at the scope {{scope}}',
  },
  'grant-ends-before-it-begins': {
    kk: 'Құқық мерзімі басталмай тұрып аяқтала алмайды',
    ru: 'Право не может закончиться раньше, чем начнётся',
    en: 'A grant cannot end before it begins',
  },
  'grant-already-given': {
    kk: 'Бұл құқық бұрын берілген',
    ru: 'Это право уже дано',
    en: 'This right is given already',
  },
  'grant-already-revoked': {
    kk: 'Бұл құқық бұрын қайтарып алынған',
    ru: 'Это право уже отозвано',
    en: 'This right is revoked already',
  },
  'grant-to-oneself': {
    kk: 'Әкімшіден басқа ешкім өзге ұйымда өзіне құқық бере алмайды',
    ru: 'Никто, кроме администратора, не даёт самому себе права в чужой организации',
    en: 'Nobody but an administrator gives himself a right where he has none',
  },
  'last-administrator-stays': {
    kk: 'Платформаның соңғы әкімшісінің құқығын қайтарып алуға болмайды',
    ru: 'Нельзя отозвать право последнего администратора платформы',
    en: 'The last platform administrator cannot be revoked',
  },
  'invitation-not-found': {
    kk: 'Мұндай шақыру жоқ немесе ол жаңасымен ауыстырылған',
    ru: 'Такого приглашения нет, или его заменило новое',
    en: 'There is no such invitation, or a newer one has taken its place',
  },
  'invitation-expired': {
    kk: 'Шақыру мерзімі өтіп кеткен',
    ru: 'Срок приглашения истёк',
    en: 'The invitation has expired',
  },
  'invitation-already-accepted': {
    kk: 'Бұл шақыру қабылданып қойған',
    ru: 'Это приглашение уже принято',
    en: 'This invitation was accepted already',
  },
};
