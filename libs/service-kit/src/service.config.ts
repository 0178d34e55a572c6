import 'reflect-metadata';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  getMetadataStorage,
  IsBoolean,
  IsIn,
  IsInstance,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  validateSync,
} from 'class-validator';

/** Environment of a process: names as in `process.env`. */
export type Environment = Record<string, string | undefined>;

const LOCAL_URL = { require_tld: false, require_protocol: true };

/** A variable that says `true` or `false`. */
export function Flag(): PropertyDecorator {
  return Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value));
}

/** A variable that holds a JSON document; given a class, an instance of it. */
export function JsonText(Class?: new () => object): PropertyDecorator {
  return Transform(({ value }) => {
    const parsed: unknown = typeof value === 'string' ? parseOrKeep(value) : value;
    return Class && typeof parsed === 'object' ? plainToInstance(Class, parsed) : parsed;
  });
}

/** A variable that holds 32 random bytes in base64. */
export function KeyText(): PropertyDecorator {
  return Transform(({ value }) => {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : value;
    return Buffer.isBuffer(bytes) && bytes.length === 32 ? bytes : value;
  });
}

/**
 * What every process is told by its environment: property `natsUrl` is variable `NATS_URL`. Only properties with a
 * class-validator decorator are read. Secrets have no default.
 */
export class ProcessConfig {
  @Matches(/^[a-z][a-z0-9-]*$/, { message: 'must be the folder name of the service' })
  serviceName: string;

  /** 0 takes any free port. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65535)
  port: number;

  @IsString()
  host = '127.0.0.1';

  @IsString()
  natsUrl: string;

  @IsString()
  natsUser: string;

  @IsString()
  natsPassword: string;

  @IsUrl(LOCAL_URL)
  oidcIssuer: string;

  /** Where the issuer's keys are read: an address inside the installation. */
  @IsUrl(LOCAL_URL)
  oidcJwksUrl: string;

  /** Token endpoint for client credentials; by default `/oidc/token` beside the keys. */
  @IsOptional()
  @IsUrl(LOCAL_URL)
  oidcTokenUrl?: string;

  @IsString()
  oidcAudience = 'tulga';

  /** The address that people and documents use. It never follows a port. */
  @IsUrl(LOCAL_URL)
  publicOrigin: string;

  /** Lets the clock of business time be moved; never in production. */
  @Flag()
  @IsBoolean()
  demo = false;

  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
  logLevel = 'info';

  /** Internal addresses of all services, by name. */
  @JsonText()
  @IsObject()
  serviceUrls: Record<string, string> = {};
}

/** What every service with a database is told. A service that needs more extends it. */
export class ServiceConfig extends ProcessConfig {
  @Matches(/^postgres(ql)?:\/\/.+/, { message: 'must be a postgres:// address' })
  databaseUrl: string;

  /** Encrypts keys and identification numbers at rest. */
  @KeyText()
  @IsInstance(Buffer, { message: 'must be 32 bytes in base64' })
  secretKey: Buffer;

  /** For client credentials at identity, to read other services' internal addresses. */
  @IsString()
  serviceClientSecret: string;

  /** Folder of uploaded files. */
  @IsString()
  filesDir = '.local/files';
}

/** The environment does not describe a service that can run. Names every bad variable at once. */
export class ConfigBroken extends Error {
  constructor(readonly variables: readonly string[]) {
    super(`Bad configuration:\n${variables.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigBroken';
  }
}

/** Reads and checks the configuration. Empty variables count as absent. */
export function loadConfig<T extends ProcessConfig>(Config: new () => T, env: Environment = process.env): T {
  const plain: Record<string, string> = {};
  for (const property of propertiesOf(Config)) {
    const value = env[variableOf(property)];
    if (value !== undefined && value !== '') plain[property] = value;
  }
  const config = plainToInstance(Config, plain, { exposeDefaultValues: true });
  const faults = validateSync(config, { forbidUnknownValues: true });
  if (faults.length === 0) return config;
  throw new ConfigBroken(
    faults.map((fault) => {
      const reasons = Object.values(fault.constraints ?? {}).map((text) => text.replace(`${fault.property} `, ''));
      return `${variableOf(fault.property)} ${plain[fault.property] === undefined ? 'is missing' : reasons.join(', ')}`;
    }),
  );
}

function propertiesOf(Config: new () => object): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(Config, '', false, false);
  return [...new Set(rules.map((rule) => rule.propertyName))];
}

function variableOf(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function parseOrKeep(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
