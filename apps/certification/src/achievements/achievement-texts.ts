import type { CompletionRule, Localized } from '@app/contracts';
import type { ContributionRole, Ground } from '../cases/certificate-case.js';
import { inLanguage, type Language } from '../credentials/credential.js';
import type { AchievementTexts } from './achievement.js';

type InEachLanguage = Record<Language, string>;

/** What the texts of an achievement are made of. */
export interface AchievementFacts {
  programTitle: Localized;
  cohortTitle: Localized;
  organizer: Localized;
  ground: Ground;
  role: ContributionRole | null;
  rule: CompletionRule | null;
  subjectKind: 'person' | 'institution';
}

const LANGUAGES = ['kk', 'ru', 'en'] as const;

/** Name, description and criteria of an achievement, each in three languages. */
export function achievementTexts(facts: AchievementFacts): AchievementTexts {
  return {
    name: facts.programTitle,
    description: eachLanguage((language) => descriptionOf(facts, language)),
    criteria: criteriaOf(facts),
  };
}

function descriptionOf(facts: AchievementFacts, language: Language): string {
  const program = inLanguage(facts.programTitle, language);
  const cohort = inLanguage(facts.cohortTitle, language);
  const organizer = inLanguage(facts.organizer, language);
  const about = cohort === program ? '' : ` (${cohort})`;
  return {
    kk: `«${program}» бағдарламасы${about}. Ұйымдастырушы: ${organizer}.`,
    ru: `Программа «${program}»${about}. Организатор: ${organizer}.`,
    en: `The program “${program}”${about}. Organizer: ${organizer}.`,
  }[language];
}

function criteriaOf(facts: AchievementFacts): InEachLanguage {
  if (facts.ground === 'contribution') return CONTRIBUTIONS[facts.role ?? 'partner'];
  const demands = facts.ground === 'completion' ? demandsOf(facts) : [];
  if (demands.length === 0) return facts.ground === 'completion' ? COMPLETED : TOOK_PART;
  return eachLanguage((language) => `${DEMANDED[language]}: ${demands.map((demand) => demand[language]).join('; ')}.`);
}

function demandsOf({ rule, subjectKind }: AchievementFacts): InEachLanguage[] {
  const demands: InEachLanguage[] = [];
  if (rule?.minimumAttendance !== undefined) demands.push(attendance(Math.round(rule.minimumAttendance * 100)));
  if (rule?.minimumModules !== undefined) demands.push(modules(rule.minimumModules));
  if (rule?.requiredModuleKind !== undefined) demands.push(moduleOfKind(rule.requiredModuleKind));
  if (rule?.requiresPassedProject) demands.push(subjectKind === 'institution' ? STRATEGY : PROJECT);
  return demands;
}

function attendance(percent: number): InEachLanguage {
  return {
    kk: `есепке алынатын сабақтардың кемінде ${percent} %-ына қатысу`,
    ru: `посещение не менее ${percent} % учитываемых занятий`,
    en: `attendance of at least ${percent} % of the counted sessions`,
  };
}

function modules(count: number): InEachLanguage {
  return {
    kk: `кемінде ${count} модульге қатысу`,
    ru: `участие в модулях, не менее чем в ${count}`,
    en: `participation in at least ${count} ${count === 1 ? 'module' : 'modules'}`,
  };
}

function moduleOfKind(kind: string): InEachLanguage {
  const known: Record<string, InEachLanguage> = {
    international: {
      kk: 'халықаралық модульге қатысу',
      ru: 'участие в международном модуле',
      en: 'participation in the international module',
    },
    final: {
      kk: 'қорытынды модульге қатысу',
      ru: 'участие в итоговом модуле',
      en: 'participation in the final module',
    },
  };
  return (
    known[kind] ?? {
      kk: `«${kind}» модуліне қатысу`,
      ru: `участие в модуле «${kind}»`,
      en: `participation in the module “${kind}”`,
    }
  );
}

const DEMANDED: InEachLanguage = { kk: 'Талаптар', ru: 'Требования', en: 'Requirements' };

const PROJECT: InEachLanguage = {
  kk: 'қорытынды жобаны сараптама алқасының алдында қорғау',
  ru: 'защита итогового проекта перед экспертной комиссией',
  en: 'a final project passed by an expert panel',
};

const STRATEGY: InEachLanguage = {
  kk: 'ұйымның даму стратегиясын комиссия алдында қорғау',
  ru: 'защита стратегии развития организации перед комиссией',
  en: 'a development strategy of the institution accepted by the commission',
};

const COMPLETED: InEachLanguage = {
  kk: 'Бағдарламаның талаптары орындалды.',
  ru: 'Требования программы выполнены.',
  en: 'The requirements of the program were met.',
};

const TOOK_PART: InEachLanguage = {
  kk: 'Бағдарлама сабақтарына қатысу.',
  ru: 'Участие в занятиях программы.',
  en: 'Participation in sessions of the program.',
};

const CONTRIBUTIONS: Record<ContributionRole, InEachLanguage> = {
  partner: {
    kk: 'Бағдарламаға серіктес ретінде қосқан үлес.',
    ru: 'Вклад в программу в качестве партнера.',
    en: 'A contribution to the program as a partner.',
  },
  mentor: {
    kk: 'Бағдарламаға тәлімгер ретінде қосқан үлес.',
    ru: 'Вклад в программу в качестве наставника.',
    en: 'A contribution to the program as a mentor.',
  },
  volunteer: {
    kk: 'Бағдарламаға ерікті ретінде қосқан үлес.',
    ru: 'Вклад в программу в качестве волонтера.',
    en: 'A contribution to the program as a volunteer.',
  },
};

function eachLanguage(text: (language: Language) => string): InEachLanguage {
  return Object.fromEntries(LANGUAGES.map((language) => [language, text(language)])) as InEachLanguage;
}
