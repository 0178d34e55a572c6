import { Clock } from './clock.js';

describe('the clock', () => {
  it('shows real time until it is moved', () => {
    const clock = new Clock();
    expect(Math.abs(clock.now().getTime() - clock.real().getTime())).toBeLessThan(50);

    clock.move(-86_400_000);

    expect(Math.round((clock.real().getTime() - clock.now().getTime()) / 1000)).toBe(86_400);
  });

  it('has its days in Kazakhstan', () => {
    expect(Clock.at('2025-03-01T18:59:59Z').today()).toBe('2025-03-01');
    expect(Clock.at('2025-03-01T19:00:00Z').today()).toBe('2025-03-02');
  });
});
