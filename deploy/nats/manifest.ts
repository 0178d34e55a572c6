/** What a service says about itself in `apps/<service>/service.json`; all else around it is generated from this. */
export interface Manifest {
  /** Folder, database role and NATS user. */
  name: string;
  title: string;
  /** Null for a service that keeps nothing. */
  database: string | null;
  /** The gateway proxies `<route>/v1/…` to the service's `/v1/…`. */
  route: string | null;
  /** Further addresses that the gateway passes through unchanged. */
  publicRoutes: string[];
  /** Facts by name, states with the prefix `state:`. */
  publishes: string[];
  consumes: string[];
  /** Key-value buckets at the broker that belong to this service alone, with the seconds an entry lives (0: for ever). */
  buckets?: Record<string, number>;
}

/** The kind and the subject that a name in a manifest stands for. */
export interface ContractName {
  kind: 'fact' | 'state';
  service: string;
  subject: string;
}

const name = /^(state:)?([a-z][a-z0-9-]*)\.[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?\.v[1-9]\d*$/;

/** Reads a name such as `assessment.project.evaluated.v1` or `state:programs.cohort.v1`. */
export function readContractName(text: string): ContractName {
  const match = name.exec(text);
  const isState = Boolean(match?.[1]);
  if (!match || isState === Boolean(match[3])) {
    throw new Error(
      `"${text}" is neither a fact (service.aggregate.happened.v1) nor a state (state:service.entity.v1)`,
    );
  }
  return {
    kind: isState ? 'state' : 'fact',
    service: match[2]!,
    subject: isState ? `state.${text.slice('state:'.length)}` : `evt.${text}`,
  };
}
