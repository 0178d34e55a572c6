/** Which folder may import which (docs: style). Each rule is seen to fail by deploy/test/gates.spec.ts. */
const framework = '(^|/)node_modules/(@nestjs|typeorm|@nats-io)/';
const spec = '\\.spec\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'apps-never-import-apps',
      comment: 'A service knows another only by its events.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'contracts-import-nothing-of-ours',
      comment: 'Contracts are published: whoever has them needs nothing else.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: spec },
      to: { path: '^(apps|libs)/', pathNot: '^libs/contracts/' },
    },
    {
      name: 'contracts-know-no-framework',
      comment: 'Contracts serve consumers that are built with anything.',
      severity: 'error',
      from: { path: '^libs/contracts/', pathNot: spec },
      to: { path: framework },
    },
    {
      name: 'domain-knows-no-nest',
      comment:
        'Rules are read and tested without a framework: <name>.ts and <name>.errors.ts. What needs one has a suffix that ' +
        'says what it is (.service.ts, .queries.ts, .dto.ts). The gateway and identity have no rules of the domain.',
      severity: 'error',
      from: {
        path: '^apps/[^/]+/src/[^/]+/[^/.]+(\\.errors)?\\.ts$',
        pathNot: ['/migrations/', '^apps/(gateway|identity)/'],
      },
      to: {
        path: ['(^|/)node_modules/@nestjs/', '^libs/(messaging|service-kit)/'],
        pathNot: '^libs/service-kit/src/iin\\.ts$',
      },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or there is a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'messaging-stays-below-service-kit',
      comment: 'Messaging asks ports for what it needs of the service, and knows no domain word.',
      severity: 'error',
      from: { path: '^libs/messaging/', pathNot: spec },
      to: { path: '^(apps/|libs/service-kit/)' },
    },
    {
      name: 'testing-is-for-specs',
      comment: 'What ships must not need the test servers.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [spec, '^apps/[^/]+/test/', '^libs/testing/', '^libs/[^/]+/test/'] },
      to: { path: '^libs/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/console/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
