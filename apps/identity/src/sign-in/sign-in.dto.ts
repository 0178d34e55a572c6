import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { languages, type Language } from '../pages/language.js';

/** What the address of a sign-in page may say. */
export class SignInQuery {
  @IsOptional()
  @IsIn(languages)
  lang?: Language;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000)
  page?: number;
}

/** What the form sends: in the demo the person, elsewhere name and password. */
export class SignInForm {
  @IsOptional()
  @IsUUID()
  personId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  login?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  password?: string;
}
