import { Type } from 'class-transformer';
import { IsDefined, IsOptional, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { JsonText, ServiceConfig } from '@app/service-kit';

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
  @JsonText(FirstAdministrator)
  @IsOptional()
  @ValidateNested()
  firstAdministrator?: FirstAdministrator;

  /** The machine client of the operators' commands. It administers the platform until that right is revoked. */
  @IsOptional()
  @IsString()
  @Length(2, 200)
  operatorClientId?: string;
}
