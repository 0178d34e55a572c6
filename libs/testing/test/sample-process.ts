import { setInterval } from 'node:timers';

/** A process that says what time it believes it is, and then counts. */
function decorated(target: typeof Counter): typeof Counter {
  return target;
}

@decorated
class Counter {
  count = 0;
}

const counter = new Counter();
setInterval(() => process.stdout.write(`${++counter.count}\n`), 5);
process.send!({ now: Date.now(), constructed: new Date().getTime(), isDate: new Date() instanceof Date });
