import type { ProblemCatalogue } from '@app/service-kit';

const text = (kk: string, ru: string, en: string) => ({ kk, ru, en });

/** What refusals of consultancies, exercises and reflections say, by problem code. */
export const learningProblems: ProblemCatalogue = {
  'consultancy-not-found': text(
    'Кеңес беру жазбасы табылмады',
    'Консультирование не найдено',
    'The consultancy was not found',
  ),
  'consultancy-already-recorded': text(
    'Бұл сарапшы ұйымға кеңесші болып тағайындалған',
    'Этот эксперт уже консультирует организацию',
    'This person advises the institution already',
  ),
  'only-the-consultant-reports': text(
    'Кеңесті тек оны берген кеңесші тіркейді',
    'Консультацию записывает только сам консультант',
    'Only the consultant records a consultation',
  ),
  'exercise-not-found': text(
    'Топтық жаттығу табылмады',
    'Групповое упражнение не найдено',
    'The exercise was not found',
  ),
  'exercise-group-not-found': text(
    'Жаттығу тобы табылмады',
    'Группа упражнения не найдена',
    'The exercise group was not found',
  ),
  'exercise-groups-invalid': text(
    'Жаттығу топтарының құрамы қате',
    'Состав групп упражнения неверен',
    'The groups of the exercise are not valid',
  ),
  'not-in-the-group': text(
    'Көшбасшыны тек топ мүшелері сайлайды',
    'Лидера выбирают только участники группы',
    'Only members of the group elect its leader',
  ),
  'leader-not-of-the-group': text(
    'Көшбасшы топ мүшесі болуы керек',
    'Лидер должен быть участником группы',
    'The leader must be a member of the group',
  ),
  'leader-already-elected': text(
    'Топ көшбасшысын сайлап қойған',
    'Группа уже выбрала лидера',
    'The group has elected its leader already',
  ),
  'leader-not-elected': text(
    'Топ әлі көшбасшысын сайлаған жоқ',
    'Группа ещё не выбрала лидера',
    'The group has not elected a leader yet',
  ),
  'only-the-leader-answers': text(
    'Топ атынан тек сайланған көшбасшы жауап береді',
    'От имени группы отвечает только выбранный лидер',
    'Only the elected leader answers for the group',
  ),
  'exercise-already-answered': text(
    'Топ жауабын беріп қойған',
    'Группа уже дала ответ',
    'The group has answered already',
  ),
  'reflection-not-found': text('Рефлексия сұрағы табылмады', 'Рефлексия не найдена', 'The reflection was not found'),
  'not-a-participant': text(
    'Бұған тек бағдарлама қатысушысы жауап береді',
    'Отвечают только действующие участники программы',
    'Only active participants answer',
  ),
  'reflection-already-answered': text(
    'Сіз бұл сұраққа жауап беріп қойдыңыз',
    'Вы уже ответили на этот вопрос',
    'You have answered this reflection already',
  ),
  'no-exercise-group': text(
    'Бұл сабақта сіздің жаттығу тобыңыз жоқ',
    'На этом занятии у вас нет группы упражнения',
    'You have no exercise group of that session',
  ),
  'session-of-another-cohort': text(
    'Бұл сабақ басқа топқа арналған',
    'Это занятие другого потока',
    'The session belongs to another cohort',
  ),
};
