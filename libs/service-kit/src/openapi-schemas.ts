/** As much of JSON Schema as is touched here. */
interface Schema {
  properties?: Record<string, object>;
  required?: string[];
  [key: string]: unknown;
}

export type Schemas = Record<string, Schema>;

const REF = /"#\/components\/schemas\/([^"]+)"/g;

const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'traceId', 'instance'],
  properties: {
    type: { type: 'string', examples: ['urn:tulga:problem:validation-failed'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', examples: ['validation-failed'] },
    params: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code'],
        properties: {
          pointer: { type: 'string', examples: ['/people/3/email'] },
          in: { type: 'string', enum: ['query', 'path'] },
          code: { type: 'string', examples: ['is-email'] },
          message: { type: 'string' },
        },
      },
    },
    traceId: { type: 'string' },
    instance: { type: 'string' },
  },
};

/** Our own rules as JSON Schema, by name of the rule. */
const OWN_RULES = {
  isDay: { type: 'string', format: 'date' },
  isInstant: { type: 'string', format: 'date-time' },
  isTimeZone: { type: 'string', examples: ['Asia/Almaty'] },
  isIin: { type: 'string', pattern: '^\\d{12}$' },
  isLocalized: {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: { kk: { type: 'string' }, ru: { type: 'string' }, en: { type: 'string' } },
  },
};

/** Adds what class-validator knows of the classes (formats, limits, required fields) and the classes inside them. */
export async function completeSchemas(found: Schemas = {}): Promise<Schemas> {
  const rules = await ruleSchemas();
  const complete: Schemas = {};
  const queue = Object.keys(found);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (complete[name]) continue;
    complete[name] = merged(found[name] ?? {}, rules[name]);
    queue.push(...referredTo(complete[name]));
  }
  return { ...complete, Problem: PROBLEM };
}

async function ruleSchemas(): Promise<Schemas> {
  const [{ validationMetadatasToSchemas }, { defaultMetadataStorage }] = await Promise.all([
    import('class-validator-jsonschema'),
    // Where class-transformer keeps the classes of nested fields; it exports it under no other name.
    import('class-transformer/cjs/storage.js' as string),
  ]);
  return validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: '#/components/schemas/',
    additionalConverters: { ...OWN_RULES } as never,
  }) as Schemas;
}

function merged(routes: Schema, rules: Schema | undefined): Schema {
  if (!rules) return routes;
  const properties = { ...rules.properties };
  // What a class says about a field by itself counts more than what follows from its rules.
  for (const [name, schema] of Object.entries(routes.properties ?? {})) {
    properties[name] = { ...properties[name], ...schema };
  }
  const required = [...new Set([...(routes.required ?? []), ...(rules.required ?? [])])];
  return { ...rules, ...routes, properties, ...(required.length > 0 ? { required } : {}) };
}

function referredTo(schema: Schema): string[] {
  return [...JSON.stringify(schema).matchAll(REF)].map(([, name]) => name);
}
