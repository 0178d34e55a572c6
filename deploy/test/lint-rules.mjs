/** Rules of this repository that no stock rule expresses (docs: style). Loaded by oxlint. */

/** Business dates come from the platform's clock, which the demo moves; real time has one place of its own. */
const realTime = {
  meta: {
    type: 'problem',
    messages: { clock: 'Ask the Clock for the time: `new Date()` ignores the business clock.' },
  },
  create: (context) => ({
    NewExpression(node) {
      const isNow = node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0;
      if (isNow) context.report({ node, messageId: 'clock' });
    },
  }),
};

/** A barrel pulls everything in, so that a pure rule can no longer be loaded alone. Libs have exactly one. */
const noBarrel = {
  meta: { type: 'problem', messages: { barrel: 'Apps have no index.ts: import from the file that has it.' } },
  create: (context) => ({
    Program(node) {
      if (/[/\\]apps[/\\].*[/\\]index\.ts$/.test(context.filename)) context.report({ node, messageId: 'barrel' });
    },
  }),
};

/** A class that needs more than four others does more than one thing. */
const constructorDependencies = {
  meta: {
    type: 'problem',
    messages: { many: 'A constructor takes at most four dependencies; this one takes {{count}}.' },
  },
  create: (context) => ({
    MethodDefinition(node) {
      const count = node.kind === 'constructor' ? node.value.params.length : 0;
      const isInjected = node.kind === 'constructor' && (node.parent.parent.decorators ?? []).length > 0;
      if (isInjected && count > 4) context.report({ node, messageId: 'many', data: { count: String(count) } });
    },
  }),
};

const waysAround = new Set(['DataSource', 'EntityManager', 'Repository']);

/** What a handler writes outside of its transaction stays when the handler fails, and is written again. */
const handlerTransaction = {
  meta: {
    type: 'problem',
    messages: { around: 'A handler works in the transaction it is given: {{name}} leads around it.' },
  },
  create: (context) => {
    if (!context.filename.endsWith('.consumer.ts')) return {};
    const report = (node, name) => context.report({ node, messageId: 'around', data: { name } });
    return {
      MethodDefinition(node) {
        if (node.kind !== 'constructor') return;
        for (const param of node.value.params) {
          const name = (param.parameter ?? param).typeAnnotation?.typeAnnotation.typeName?.name;
          if (waysAround.has(name)) report(param, name);
        }
      },
      Decorator({ expression }) {
        if (expression.callee?.name === 'InjectRepository') report(expression, 'InjectRepository');
      },
    };
  },
};

export default {
  meta: { name: 'tulga' },
  rules: {
    'real-time': realTime,
    'no-barrel': noBarrel,
    'constructor-dependencies': constructorDependencies,
    'handler-transaction': handlerTransaction,
  },
};
