import { Flag, ProcessConfig } from '@app/service-kit';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsString, Max, Min } from 'class-validator';

/** What the gateway reads from its environment beside what every process reads. */
export class GatewayConfig extends ProcessConfig {
  /** Folder with `<service>/service.json` of every service. */
  @IsString()
  manifestsDir = 'apps';

  /** Largest request body that is passed on. */
  @Type(() => Number)
  @IsInt()
  @Min(1024)
  @Max(1024 ** 3)
  maxBodyBytes = 32 * 1024 ** 2;

  /** How long a service may take until it begins to answer. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(600_000)
  serviceTimeoutMs = 30_000;

  /** Whether another proxy in front of this one sets X-Forwarded-Host and the like; otherwise a caller may, so not. */
  @Flag()
  @IsBoolean()
  behindProxy = false;
}
