import type { Language } from './language.js';

/** The words of the pages. */
export interface Texts {
  signIn: string;
  /** `application`: name of the client that asks. */
  signInTo(application: string): string;
  demoHint: string;
  search: string;
  searchButton: string;
  withRole: string;
  others: string;
  nobodyFound(query: string): string;
  noPeopleYet: string;
  previousPage: string;
  nextPage: string;
  login: string;
  password: string;
  wrongPassword: string;
  notKnownYet: string;
  expired: string;
  expiredHint: string;
  refused: string;
  refusedHint: string;
  broken: string;
  signOut: string;
  signOutHint: string;
  signOutYes: string;
  signOutNo: string;
  signedOut: string;
  signedOutHint: string;
  roles: Record<string, string>;
}

export const texts: Record<Language, Texts> = {
  kk: {
    signIn: 'Кіру',
    signInTo: (application) => `${application} үшін кіру`,
    demoHint: 'Бұл — көрсетілім: кез келген адамды таңдап, құпиясөзсіз кіріңіз.',
    search: 'Аты-жөні',
    searchButton: 'Іздеу',
    withRole: 'Рөлі бар адамдар',
    others: 'Басқа адамдар',
    nobodyFound: (query) => `«${query}» бойынша ешкім табылмады.`,
    noPeopleYet: 'Әзірге ешкім жоқ. Көрсетілім деректері жүктелгенде осы жерде пайда болады.',
    previousPage: 'Алдыңғы бет',
    nextPage: 'Келесі бет',
    login: 'Пайдаланушы аты',
    password: 'Құпиясөз',
    wrongPassword: 'Пайдаланушы аты немесе құпиясөз дұрыс емес.',
    notKnownYet: 'Бұл адам әлі тіркелмеген немесе дерегі әлі жеткен жоқ. Бірнеше секундтан кейін қайталап көріңіз.',
    expired: 'Кіру уақыты өтіп кетті',
    expiredHint: 'Қолданбаға оралып, қайтадан кіріп көріңіз.',
    refused: 'Кіру сұрауы қабылданбады',
    refusedHint: 'Қолданба дұрыс емес сұрау жіберді. Қолданбаға оралып, қайталап көріңіз.',
    broken: 'Қазір кіру мүмкін болмады. Сәл кейінірек қайталап көріңіз.',
    signOut: 'Шығу',
    signOutHint: 'Осы браузерде Tulga жүйесінен шығасыз ба?',
    signOutYes: 'Иә, шығу',
    signOutNo: 'Жоқ, қалу',
    signedOut: 'Сіз жүйеден шықтыңыз',
    signedOutHint: 'Бұл бетті жабуға болады.',
    roles: {
      'platform-administrator': 'платформа әкімшісі',
      'ministry-officer': 'министрлік қызметкері',
      'program-organizer': 'бағдарлама ұйымдастырушысы',
      coordinator: 'үйлестіруші',
      auditor: 'аудитор',
    },
  },
  ru: {
    signIn: 'Вход',
    signInTo: (application) => `Вход для ${application}`,
    demoHint: 'Это демонстрация: выберите любого человека и войдите без пароля.',
    search: 'Имя',
    searchButton: 'Найти',
    withRole: 'Люди с ролями',
    others: 'Остальные',
    nobodyFound: (query) => `По запросу «${query}» никого не найдено.`,
    noPeopleYet: 'Пока никого нет. Люди появятся здесь, когда загрузятся демонстрационные данные.',
    previousPage: 'Предыдущая страница',
    nextPage: 'Следующая страница',
    login: 'Имя пользователя',
    password: 'Пароль',
    wrongPassword: 'Неверное имя пользователя или пароль.',
    notKnownYet:
      'Этот человек ещё не зарегистрирован, или сведения о нём ещё не дошли. Повторите через несколько секунд.',
    expired: 'Время входа истекло',
    expiredHint: 'Вернитесь в приложение и войдите ещё раз.',
    refused: 'Запрос на вход отклонён',
    refusedHint: 'Приложение прислало неверный запрос. Вернитесь в приложение и попробуйте ещё раз.',
    broken: 'Сейчас войти не удалось. Попробуйте немного позже.',
    signOut: 'Выход',
    signOutHint: 'Выйти из Tulga в этом браузере?',
    signOutYes: 'Да, выйти',
    signOutNo: 'Нет, остаться',
    signedOut: 'Вы вышли из системы',
    signedOutHint: 'Эту страницу можно закрыть.',
    roles: {
      'platform-administrator': 'администратор платформы',
      'ministry-officer': 'сотрудник министерства',
      'program-organizer': 'организатор программ',
      coordinator: 'координатор',
      auditor: 'аудитор',
    },
  },
  en: {
    signIn: 'Sign in',
    signInTo: (application) => `Sign in to ${application}`,
    demoHint: 'This is a demonstration: choose any person and sign in without a password.',
    search: 'Name',
    searchButton: 'Search',
    withRole: 'People with a role',
    others: 'Everybody else',
    nobodyFound: (query) => `Nobody found for “${query}”.`,
    noPeopleYet: 'There is nobody yet. People appear here as the demonstration data is loaded.',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    login: 'User name',
    password: 'Password',
    wrongPassword: 'The user name or the password is wrong.',
    notKnownYet: 'This person is not registered, or the news of it has not arrived yet. Try again in a few seconds.',
    expired: 'This sign-in has expired',
    expiredHint: 'Go back to the application and sign in again.',
    refused: 'The sign-in request was refused',
    refusedHint: 'The application sent a request that is not right. Go back to it and try again.',
    broken: 'Signing in did not work just now. Please try again a little later.',
    signOut: 'Sign out',
    signOutHint: 'Sign out of Tulga in this browser?',
    signOutYes: 'Yes, sign out',
    signOutNo: 'No, stay signed in',
    signedOut: 'You are signed out',
    signedOutHint: 'You may close this page.',
    roles: {
      'platform-administrator': 'platform administrator',
      'ministry-officer': 'ministry officer',
      'program-organizer': 'program organizer',
      coordinator: 'coordinator',
      auditor: 'auditor',
    },
  },
};
