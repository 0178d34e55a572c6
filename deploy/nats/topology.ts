import { readContractName, type Manifest } from './manifest.ts';

const day = 24 * 60 * 60;

/** A stream as the broker is to have it; durations in seconds. */
export interface StreamPlan {
  name: string;
  description: string;
  subjects: string[];
  maxAgeSeconds: number;
  /** How long a second copy of one event is recognized by its id. */
  duplicateWindowSeconds: number;
}

/** One service's durable consumer on one stream. */
export interface ConsumerPlan {
  stream: string;
  durable: string;
  filters: string[];
}

/** A key-value bucket; `owner` is null for one that the platform itself keeps. */
export interface BucketPlan {
  name: string;
  owner: string | null;
  /** How long an entry lives; 0 for ever. */
  maxAgeSeconds: number;
}

/** All that must be at the broker before services start. */
export interface Topology {
  streams: StreamPlan[];
  consumers: ConsumerPlan[];
  buckets: BucketPlan[];
}

export const streams: StreamPlan[] = [
  {
    name: 'EVENTS',
    description: 'Facts of all services',
    subjects: ['evt.>'],
    maxAgeSeconds: 400 * day,
    duplicateWindowSeconds: 120,
  },
  {
    name: 'STATE',
    description: 'Current states of reference data; the owners have the source',
    subjects: ['state.>'],
    maxAgeSeconds: 7 * day,
    duplicateWindowSeconds: 120,
  },
];

/** Streams, consumers and buckets for these services. */
export function topologyOf(manifests: Manifest[]): Topology {
  return {
    streams,
    consumers: manifests.flatMap(consumersOf),
    buckets: [
      { name: 'clock', owner: null, maxAgeSeconds: 0 },
      ...manifests.flatMap(({ name, buckets = {} }) =>
        Object.entries(buckets).map(([bucket, maxAgeSeconds]) => ({ name: bucket, owner: name, maxAgeSeconds })),
      ),
    ],
  };
}

/** The durable consumers of one service: at most one on each stream, named like the service. */
export function consumersOf(manifest: Manifest): ConsumerPlan[] {
  const names = manifest.consumes.map(readContractName);
  const plan = (stream: string, subjects: string[]): ConsumerPlan[] =>
    subjects.length ? [{ stream, durable: manifest.name, filters: [...new Set(subjects)].sort() }] : [];
  return [
    // Whole aggregates: the sequence of a fact counts all facts of its aggregate, so a consumer must see each of them.
    ...plan(
      'EVENTS',
      names.filter(({ kind }) => kind === 'fact').map(({ subject }) => `${subject.split('.').slice(0, 3).join('.')}.>`),
    ),
    ...plan(
      'STATE',
      names.filter(({ kind }) => kind === 'state').map(({ subject }) => subject),
    ),
  ];
}
