import type { Language } from '@app/service-kit';

/** The words of the page at the root. */
export interface LandingTexts {
  heading: string;
  lead: string;
  api: string;
  apiText: string;
  apiDemo: string;
  verify: string;
  verifyText: string;
  status: string;
  statusText: string;
  steps: string[];
  name: string;
}

export const landingTexts: Record<Language, LandingTexts> = {
  kk: {
    heading: 'Білім берудегі көшбасшылық бағдарламалары: ұсынудан сертификатқа дейін',
    lead: 'Министрлік, бағдарлама ұйымдастыратын мектептер және қатысушыларын жіберетін университеттер, басқармалар мен мектептер бірге жұмыс істейтін платформа. Соңында — кез келген адам тексере алатын сертификат.',
    api: 'API құжаттамасы',
    apiText: 'Барлық қызметтердің интерфейсі бір бетте.',
    apiDemo: 'Кез келген көрсетілім адамы болып кіріп, сұраныстарды осы жерде орындап көріңіз.',
    verify: 'Сертификатты тексеру',
    verifyText: 'Нөмірі немесе QR коды бойынша, тіркелусіз.',
    status: 'Қызметтердің күйі',
    statusText: 'Қайсысы жұмысқа дайын.',
    steps: ['тапсырыс', 'бағдарлама', 'ұсыну', 'сабақтар мен қатысу', 'жобалар мен бағалау', 'аяқтау', 'сертификат'],
    name: 'Тұлға — айтулы, ірі адам.',
  },
  ru: {
    heading: 'Программы лидерства в образовании: от номинации до сертификата',
    lead: 'Платформа, на которой вместе работают министерство, школы-организаторы и университеты, управления образования и школы, направляющие участников. В конце — сертификат, который может проверить каждый.',
    api: 'Документация API',
    apiText: 'Интерфейс всех служб на одной странице.',
    apiDemo: 'Войдите как любой человек из демонстрации и попробуйте запросы прямо здесь.',
    verify: 'Проверить сертификат',
    verifyText: 'По номеру или QR-коду, без регистрации.',
    status: 'Состояние служб',
    statusText: 'Какие из них готовы к работе.',
    steps: ['заказ', 'программа', 'номинация', 'занятия и посещение', 'проекты и оценка', 'завершение', 'сертификат'],
    name: 'Тұлға по-казахски — личность, выдающийся человек.',
  },
  en: {
    heading: 'Leadership programs in education, from nomination to certificate',
    lead: 'One platform for the ministry, the schools that organize programs, and the universities, education departments and schools that send people. At the end: a certificate that anyone can verify.',
    api: 'API documentation',
    apiText: 'The interface of all services on one page.',
    apiDemo: 'Sign in as any person of the demonstration and try calls right here.',
    verify: 'Verify a certificate',
    verifyText: 'By number or QR code, without an account.',
    status: 'State of the services',
    statusText: 'Which of them are ready for work.',
    steps: [
      'commission',
      'program',
      'nomination',
      'sessions and attendance',
      'projects and judging',
      'completion',
      'certificate',
    ],
    name: 'Tulga (тұлға) is Kazakh for a person of stature.',
  },
};
