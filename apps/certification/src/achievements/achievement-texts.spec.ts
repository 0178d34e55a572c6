import { v7 as uuid } from 'uuid';
import { programTitle } from '../../test/builders.js';
import { achievementTexts, type AchievementFacts } from './achievement-texts.js';
import { Achievement } from './achievement.js';

const facts: AchievementFacts = {
  programTitle,
  cohortTitle: { ru: 'Поток 2025 года' },
  organizer: { kk: 'Білім беру мектебі', ru: 'Высшая школа образования', en: 'Graduate School of Education' },
  ground: 'completion',
  role: null,
  rule: null,
  subjectKind: 'person',
};
const criteria = (change: Partial<AchievementFacts>) => achievementTexts({ ...facts, ...change }).criteria;

describe('The texts of an achievement', () => {
  it('describe program, cohort and organizer in each language, with what there is', () => {
    expect(achievementTexts(facts).description).toEqual({
      kk: '«Білім берудегі өңірлік көшбасшылық» бағдарламасы (Поток 2025 года). Ұйымдастырушы: Білім беру мектебі.',
      ru: 'Программа «Региональное лидерство в образовании» (Поток 2025 года). Организатор: Высшая школа образования.',
      en: 'The program “Regional Leadership in Education” (Поток 2025 года). Organizer: Graduate School of Education.',
    });
  });

  it('list what the completion rule demands', () => {
    const rule = {
      ...{ version: 1, minimumAttendance: 0.75, minimumModules: 5, requiredModuleKind: 'international' },
      requiresPassedProject: true,
    };

    expect(criteria({ rule })).toEqual({
      kk: 'Талаптар: есепке алынатын сабақтардың кемінде 75 %-ына қатысу; кемінде 5 модульге қатысу; халықаралық модульге қатысу; қорытынды жобаны сараптама алқасының алдында қорғау.',
      ru: 'Требования: посещение не менее 75 % учитываемых занятий; участие в модулях, не менее чем в 5; участие в международном модуле; защита итогового проекта перед экспертной комиссией.',
      en: 'Requirements: attendance of at least 75 % of the counted sessions; participation in at least 5 modules; participation in the international module; a final project passed by an expert panel.',
    });
    expect(criteria({ rule, subjectKind: 'institution' }).en).toMatch(/a development strategy of the institution/);
    expect(criteria({ rule: { version: 1, requiredModuleKind: 'field-trip' } }).en).toMatch(/“field-trip”/);
  });

  it('have words for taking part and for each kind of contribution', () => {
    expect(criteria({}).en).toBe('The requirements of the program were met.');
    expect(criteria({ ground: 'participation' }).en).toBe('Participation in sessions of the program.');
    for (const role of ['partner', 'mentor', 'volunteer'] as const) {
      expect(criteria({ ground: 'contribution', role }).en).toContain(role);
    }
  });
});

describe('An achievement', () => {
  it('is the same for the same content, and another one for any change of it', () => {
    const owner = { cohortId: uuid(), organizerId: uuid(), kind: 'completion-certificate' as const };
    const fingerprint = (change: Partial<AchievementFacts>) =>
      Achievement.of(uuid(), owner, achievementTexts({ ...facts, ...change })).fingerprint;

    expect(fingerprint({})).toBe(fingerprint({}));
    expect(fingerprint({ organizer: { en: 'Another School' } })).not.toBe(fingerprint({}));
  });
});
