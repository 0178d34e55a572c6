import type { ProblemCatalogue } from '@app/service-kit';
import { learningProblems } from './learning.problems.js';

const text = (kk: string, ru: string, en: string) => ({ kk, ru, en });

/** What this service's refusals say, by problem code. */
export const assessmentProblems: ProblemCatalogue = {
  'rubric-not-found': text('Бағалау өлшемдері табылмады', 'Критерии оценивания не найдены', 'The rubric was not found'),
  'rubric-frozen': text(
    'Бағалау басталған: өлшемдерді өзгертуге болмайды',
    'Оценивание началось: критерии больше нельзя менять',
    'Scoring has opened: the rubric can no longer change',
  ),
  'rubric-not-frozen': text(
    'Өлшемдер әлі бекітілмеген',
    'Критерии ещё не зафиксированы',
    'The rubric is not frozen yet',
  ),
  'rubric-criteria-invalid': text(
    'Өлшемдер бір-біріне қайшы',
    'Критерии противоречат друг другу',
    'The criteria contradict themselves',
  ),
  'rubric-of-another-cohort': text(
    'Бұл өлшемдер басқа топқа арналған',
    'Эти критерии относятся к другому потоку',
    'The rubric belongs to another cohort',
  ),
  'task-not-found': text('Тапсырма табылмады', 'Задание не найдено', 'The task was not found'),
  'project-not-found': text('Жоба табылмады', 'Проект не найден', 'The project was not found'),
  'not-an-author': text(
    'Мұны тек жобаның авторы жасай алады',
    'Это может сделать только автор проекта',
    'Only an author of the project may do this',
  ),
  'participant-of-another-cohort': text(
    'Автор басқа топтың қатысушысы',
    'Автор является участником другого потока',
    'An author takes part in another cohort',
  ),
  'participant-has-withdrawn': text(
    'Автор бағдарламадан шыққан',
    'Автор выбыл из программы',
    'An author has left the program',
  ),
  'participant-has-project': text(
    'Автордың бұл тапсырма бойынша жобасы бар',
    'У автора уже есть проект по этому заданию',
    'An author already has a project for this task',
  ),
  'authors-of-different-institutions': text(
    'Стратегия авторларын әртүрлі ұйымдар жіберген',
    'Авторы стратегии направлены разными организациями',
    'The authors of a strategy are of different institutions',
  ),
  'institution-has-strategy': text(
    'Ұйымның бұл тапсырма бойынша стратегиясы бар',
    'У организации уже есть стратегия по этому заданию',
    'The institution already has a strategy for this task',
  ),
  'project-deadline-passed': text(
    'Жобаны тапсыру мерзімі өтті: {{dueAt}}',
    'Срок сдачи проекта истёк: {{dueAt}}',
    'The deadline has passed: {{dueAt}}',
  ),
  'project-not-submitted': text('Жоба әлі тапсырылмаған', 'Проект ещё не сдан', 'A project has not been handed in'),
  'project-already-assigned': text(
    'Жоба басқа комиссияға берілген',
    'Проект уже передан комиссии',
    'A project has a panel already',
  ),
  'project-not-for-this-panel': text(
    'Бұл жобаны осы комиссия қарамайды',
    'Эта комиссия не рассматривает такой проект',
    'A project is of another kind or another cohort',
  ),
  'project-already-decided': text(
    'Жоба бойынша шешім қабылданған',
    'Решение по проекту уже принято',
    'The project is decided already',
  ),
  'panel-not-found': text('Комиссия табылмады', 'Комиссия не найдена', 'The panel was not found'),
  'panel-composition-invalid': text(
    'Комиссия құрамы қате',
    'Состав комиссии неверен',
    'The composition of the panel is not valid',
  ),
  'member-not-from-partner': text(
    'Комиссия мүшесі ұйымдастырушыдан да, серіктес ұйымнан да емес',
    'Член комиссии не от организатора и не от партнёра',
    'A member is neither from the organizer nor from a partner',
  ),
  'panel-without-projects': text(
    'Комиссияға бірде-бір жоба берілмеген',
    'Комиссии не передано ни одного проекта',
    'The panel has no projects',
  ),
  'scoring-already-open': text('Бағалау басталып кеткен', 'Оценивание уже началось', 'Scoring is open already'),
  'scoring-not-open': text('Бағалау әлі ашылмаған', 'Оценивание ещё не открыто', 'Scoring is not open yet'),
  'not-on-the-panel': text(
    'Сіз бұл комиссияда бағаламайсыз',
    'Вы не оцениваете в этой комиссии',
    'Not a scoring member of this panel',
  ),
  'member-in-conflict': text(
    'Мүдделер қақтығысы: бұл жобаны бағалауға қатыса алмайсыз',
    'Конфликт интересов: вы не участвуете в оценивании этого проекта',
    'A conflict of interest: this member takes no part in judging the project',
  ),
  'chair-not-in-conflict': text(
    'Төрағаның бұл жоба бойынша мүдделер қақтығысы жоқ',
    'У председателя нет конфликта интересов по этому проекту',
    'The chair is in no conflict with the project',
  ),
  'conflict-already-recorded': text(
    'Бұл мүдделер қақтығысы тіркелген',
    'Этот конфликт интересов уже зарегистрирован',
    'The conflict of interest is on record already',
  ),
  'only-the-own-conflict': text(
    'Комиссия мүшесі тек өз қақтығысын мәлімдей алады',
    'Член комиссии заявляет только о своём конфликте',
    'A member declares only an own conflict',
  ),
  'score-sheet-not-found': text(
    'Бағалау парағы табылмады',
    'Оценочный лист не найден',
    'The score sheet was not found',
  ),
  'score-sheet-locked': text(
    'Бағалау парағы тапсырылған: өзгертуге болмайды',
    'Оценочный лист сдан: его нельзя изменить',
    'The score sheet is submitted and cannot change',
  ),
  'scores-do-not-fit-rubric': text(
    'Ұпайлар өлшемдерге сәйкес емес',
    'Баллы не соответствуют критериям',
    'The scores do not fit the rubric',
  ),
  'own-sheet-first': text(
    'Алдымен өз бағалау парағыңызды тапсырыңыз',
    'Сначала сдайте собственный оценочный лист',
    'Submit the own score sheet first',
  ),
  'scores-not-open-to-you': text(
    'Ұпайларды тек комиссия мен ұйымдастырушы көреді',
    'Баллы видят только комиссия и организатор',
    'Scores are open to the panel and the organizer',
  ),
  'only-the-chair-decides': text(
    'Шешімді тек комиссия төрағасы қабылдайды',
    'Решение фиксирует только председатель комиссии',
    'Only the chair of the panel decides',
  ),
  'panel-below-quorum': text(
    'Кворум жоқ: {{sheets}} парақ, қажеті {{needed}}',
    'Нет кворума: листов {{sheets}}, нужно {{needed}}',
    'Below the quorum: {{sheets}} sheets of {{needed}}',
  ),
  'outcome-against-aggregate': text(
    'Шешім жалпы бағаға қайшы ({{score}}, өту шегі {{passMark}}): себебін көрсетіңіз',
    'Решение противоречит общей оценке ({{score}} при пороге {{passMark}}): укажите причину',
    'The outcome contradicts the aggregate ({{score}} at a pass mark of {{passMark}}): state a reason',
  ),
  'resubmission-needs-revise': text(
    'Қайта тапсыру мерзімі тек жетілдіруге қайтарылғанда беріледі',
    'Срок повторной сдачи бывает только при возврате на доработку',
    'A date for handing in again belongs to the outcome “revise”',
  ),
  'protocol-not-open-to-you': text(
    'Хаттама сізге ашық емес',
    'Протокол вам недоступен',
    'The minutes are not open to you',
  ),
  ...learningProblems,
};
