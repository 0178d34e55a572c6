import { v7 as uuid } from 'uuid';
import { anEvaluation, anOpenCase } from '../../test/builders.js';
import type { CertificateCase, KnownEvaluation, News } from './certificate-case.js';

const now = new Date('2025-09-20T10:00:00Z');
const attained = (completion: { projectId?: string; outcome?: string } = {}): News => ({
  kind: 'completion-attained',
  completion: { completionId: uuid(), projectId: completion.projectId ?? null, outcome: completion.outcome ?? null },
});
const evaluated = (evaluation: KnownEvaluation): News => ({ kind: 'evaluated', evaluation });
const nameConfirmed: News = { kind: 'name-confirmed' };
const missed: News = { kind: 'completion-missed', completionId: uuid() };
const withdrawn: News = { kind: 'withdrawn' };

/** All orders of a list. */
function ordersOf<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) => ordersOf(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

function learnAll(one: CertificateCase, news: News[]): boolean[] {
  return news.map((item) => one.learn(item, now));
}

describe('A certificate case', () => {
  describe('that states results and needs a confirmed name', () => {
    const evaluation = anEvaluation();
    const completion = attained({ projectId: evaluation.projectId, outcome: 'passed' });

    it.each(ordersOf([completion, evaluated(evaluation), nameConfirmed]).map((order) => [order] as const))(
      'is ready with the last of its facts, whatever the order: %#',
      (order) => {
        const one = anOpenCase({ statesResults: true, requiresConfirmedName: true });

        expect(learnAll(one, [...order])).toEqual([false, false, true]);
        expect(one.countingEvaluation()).toEqual(evaluation);
      },
    );

    it('says what it waits for', () => {
      const one = anOpenCase({ statesResults: true, requiresConfirmedName: true, notBefore: '2025-09-21T00:00:00Z' });

      one.learn(completion, now);
      expect(one.waitsFor).toEqual(['evaluation', 'confirmed-name', 'embargo']);

      one.learn(evaluated(evaluation), now);
      one.learn(nameConfirmed, now);
      expect(one.waitsFor).toEqual(['embargo']);
      expect(one.review(new Date('2025-09-21T00:00:00Z'))).toBe(true);
    });

    it('waits for the evaluation that counted: not for an earlier attempt or another project', () => {
      const one = anOpenCase({ statesResults: true });
      const firstAttempt = { ...evaluation, outcome: 'revise', decidedAt: '2025-09-01T10:00:00.000Z' };

      expect(learnAll(one, [evaluated(anEvaluation()), evaluated(firstAttempt), completion])).not.toContain(true);
      expect(one.waitsFor).toEqual(['evaluation']);
      expect(one.learn(evaluated(evaluation), now)).toBe(true);
      expect(one.countingEvaluation()?.outcome).toBe('passed');
    });

    it('keeps the later of two decisions when the earlier one comes last', () => {
      const one = anOpenCase({ statesResults: true });
      const earlier = { ...evaluation, outcome: 'revise', decidedAt: '2025-09-01T10:00:00.000Z' };

      expect(learnAll(one, [evaluated(evaluation), evaluated(earlier), completion])).toEqual([false, false, true]);
    });

    it('waits for no evaluation where none counted toward completion', () => {
      const one = anOpenCase({ statesResults: true });

      expect(one.learn(attained(), now)).toBe(true);
    });
  });

  it('needs no confirmation of the name of an organization', () => {
    const partner = { holder: { kind: 'organization' as const, id: uuid() }, role: 'partner' as const };
    const one = anOpenCase({ kind: 'acknowledgment', ground: 'contribution', requiresConfirmedName: true }, partner);

    expect(one.learn({ kind: 'ground-given', groundId: uuid() }, now)).toBe(true);
  });

  it('is closed when the completion is missed, and opened again when it is attained after all', () => {
    const one = anOpenCase();

    one.learn(missed, now);
    expect(one).toMatchObject({ status: 'closed', waitsFor: [] });
    expect(one.learn(attained(), now)).toBe(true);
    expect(one.status).toBe('open');
  });

  it('is closed when its holder leaves, but not when the completion is known and only a name is waited for', () => {
    const [left, completed] = [anOpenCase(), anOpenCase({ requiresConfirmedName: true })];
    completed.learn(attained(), now);

    left.learn(withdrawn, now);
    completed.learn(withdrawn, now);

    expect([left.status, completed.status]).toEqual(['closed', 'open']);
    expect(completed.waitsFor).toEqual(['confirmed-name']);
  });

  it('of having taken part is closed by the completion', () => {
    const one = anOpenCase({ kind: 'participation-record', ground: 'participation', requiresConfirmedName: true });

    one.learn({ kind: 'ground-given', groundId: uuid() }, now);
    expect(one.waitsFor).toEqual(['confirmed-name']);
    expect(one.learn(attained(), now)).toBe(false);
    expect(one.status).toBe('closed');
  });

  it.each(['reserved', 'issued', 'revoked'] as const)('that is %s is ready never again', (status) => {
    const one = Object.assign(anOpenCase({ statesResults: true }), { status });

    expect(learnAll(one, [attained(), evaluated(anEvaluation()), nameConfirmed, missed])).not.toContain(true);
    expect(one).toMatchObject({ status, waitsFor: [] });
  });
});
