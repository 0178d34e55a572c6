import { readContractName, type Manifest } from './manifest.ts';
import { serverConfig } from './server-config.ts';
import { consumersOf, topologyOf } from './topology.ts';

const certification: Manifest = {
  name: 'certification',
  title: 'Certification',
  database: 'tulga_certification',
  route: '/api/certification',
  publicRoutes: ['/verify'],
  publishes: ['certification.certificate.issued.v1'],
  consumes: [
    'state:programs.cohort.v1',
    'state:directory.organization.v1',
    'assessment.project.evaluated.v1',
    'assessment.project.decision-corrected.v1',
    'enrollment.completion.attained.v1',
  ],
};

describe('topologyOf', () => {
  it('filters facts by whole aggregates, each once, and states by their exact subject', () => {
    expect(consumersOf(certification)).toEqual([
      {
        stream: 'EVENTS',
        durable: 'certification',
        filters: ['evt.assessment.project.>', 'evt.enrollment.completion.>'],
      },
      {
        stream: 'STATE',
        durable: 'certification',
        filters: ['state.directory.organization.v1', 'state.programs.cohort.v1'],
      },
    ]);
  });

  it('gives a service that consumes nothing no consumer', () => {
    expect(consumersOf({ ...certification, consumes: [] })).toEqual([]);
  });

  it('has the two streams, the clock and the buckets of services', () => {
    const { streams, buckets } = topologyOf([{ ...certification, buckets: { drafts: 60 } }]);

    expect(streams.map(({ name, subjects, maxAgeSeconds }) => [name, subjects, maxAgeSeconds / 86_400])).toEqual([
      ['EVENTS', ['evt.>'], 400],
      ['STATE', ['state.>'], 7],
    ]);
    expect(buckets).toEqual([
      { name: 'clock', owner: null, maxAgeSeconds: 0 },
      { name: 'drafts', owner: 'certification', maxAgeSeconds: 60 },
    ]);
  });
});

describe('readContractName', () => {
  it('tells facts from states', () => {
    expect(readContractName('assessment.project.evaluated.v1')).toEqual({
      kind: 'fact',
      service: 'assessment',
      subject: 'evt.assessment.project.evaluated.v1',
    });
    expect(readContractName('state:programs.cohort.v2')).toEqual({
      kind: 'state',
      service: 'programs',
      subject: 'state.programs.cohort.v2',
    });
  });

  it.each(['programs.cohort.v1', 'state:assessment.project.evaluated.v1', 'a.b.c', 'a.*.c.v1', 'a.b.>.v1', 'A.b.c.v1'])(
    'refuses %s',
    (text) => {
      expect(() => readContractName(text)).toThrow('is neither a fact');
    },
  );
});

describe('serverConfig', () => {
  it('listens on this machine only and admits nobody without a password', () => {
    const users = [{ user: 'admin', password: 'a"b' }];
    const config = JSON.parse(serverConfig({ port: 4222, storeDir: '/data/jetstream', users }));

    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4222,
      jetstream: { store_dir: '/data/jetstream', sync_interval: 'always' },
    });
    expect(config.authorization.users).toEqual([{ user: 'admin', password: 'a"b' }]);
  });

  it('makes a node of a cluster known to the others, who prove that they belong to it', () => {
    const cluster = { node: 'nats-2', port: 6002, ports: [6001, 6002, 6003], password: 'r' };
    const config = JSON.parse(serverConfig({ port: 4222, storeDir: '/data', users: [], cluster }));

    expect(config.server_name).toBe('nats-2');
    expect(config.cluster).toMatchObject({ host: '127.0.0.1', port: 6002, authorization: { password: 'r' } });
    expect(config.cluster.routes).toEqual([6001, 6002, 6003].map((port) => `nats://routes:r@127.0.0.1:${port}`));
  });
});
