import { plainToInstance, Transform, Type } from 'class-transformer';
import { IsDefined, IsOptional, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { ServiceConfig } from '@app/service-kit';

class AdministratorName {
  @IsString()
  @Length(2, 200)
  cyrillic: string;

  @IsString()
  @Length(2, 200)
  latin: string;
}

/** Who administers the platform when it starts for the first time. */
export class FirstAdministrator {
  @IsUUID()
  personId: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => AdministratorName)
  name: AdministratorName;
}

/** What the directory is told by its environment. */
export class DirectoryConfig extends ServiceConfig {
  /** JSON `{"personId": …, "name": {"cyrillic": …, "latin": …}}`; read only while nobody holds a right. */
  @Transform(({ value }) => readAdministrator(value))
  @IsOptional()
  @ValidateNested()
  firstAdministrator?: FirstAdministrator;
}

/** What is no JSON stays as it is, and is refused with the name of the variable. */
function readAdministrator(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return plainToInstance(FirstAdministrator, JSON.parse(value));
  } catch {
    return value;
  }
}
