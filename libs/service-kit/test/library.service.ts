import { randomUUID } from 'node:crypto';
import { DomainError } from '@app/contracts';
import { Body, Controller, Get, Injectable, Module, Param, Post, Put, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsEmail, IsInt, IsOptional, IsString, MaxLength, Min, ValidateNested } from 'class-validator';
import { Column, Entity, type MigrationInterface, PrimaryColumn, type QueryRunner } from 'typeorm';
import {
  Access,
  type Actor,
  CurrentActor,
  IfMatch,
  IsDay,
  IsLocalized,
  matchVersion,
  page,
  PageQuery,
  Public,
  secureTable,
  type ServiceOptions,
  UnitOfWork,
  UuidParam,
} from '../src/index.js';

/** A book of an organization's library: the smallest aggregate that uses all of service-kit. */
@Entity('books')
export class Book {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  organizationId: string;

  @Column('text')
  title: string;

  @Column('integer')
  version: number;
}

export class BookNotFound extends DomainError {
  readonly code = 'book-not-found';
  readonly kind = 'not-found';
}

class Reader {
  @IsEmail()
  email: string;
}

class NewBook {
  @IsOptional()
  @IsString()
  organizationId?: string;

  @IsString()
  @MaxLength(20)
  title: string;

  @IsOptional()
  @IsDay()
  publishedOn?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  pages?: number;

  @IsOptional()
  @IsLocalized()
  summary?: object;

  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => Reader)
  readers?: Reader[];
}

@Injectable()
export class BooksService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
  ) {}

  async add(actor: Actor, organizationId: string, title: string): Promise<Book> {
    this.access.require(actor, 'coordinator', { organizationId });
    return this.work.run(actor, async (tx) => {
      const book = { id: randomUUID(), organizationId, title, version: 1 };
      await tx.insert(Book, book);
      return book;
    });
  }

  async rename(actor: Actor, id: string, version: number, title: string): Promise<Book> {
    return this.work.run(actor, async (tx) => {
      const book = await tx.findOne(Book, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!book) throw new BookNotFound('No such book');
      matchVersion(book.version, version);
      const changed = { ...book, title, version: book.version + 1 };
      await tx.update(Book, id, changed);
      return changed;
    });
  }
}

@Controller('v1/books')
class BooksController {
  constructor(
    private readonly books: BooksService,
    private readonly work: UnitOfWork,
  ) {}

  @Post()
  add(@CurrentActor() actor: Actor, @Body() body: NewBook) {
    return this.books.add(actor, body.organizationId ?? '', body.title);
  }

  @Get()
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery) {
    const rows = await this.work.read(actor, (tx) => tx.find(Book, { order: { id: 'ASC' }, take: query.limit + 1 }));
    return page(rows, query.limit, (book) => [book.id]);
  }

  @Get(':id')
  async read(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string) {
    const book = await this.work.read(actor, (tx) => tx.findOneBy(Book, { id }));
    if (!book) throw new BookNotFound('No such book');
    return book;
  }

  @Put(':id')
  rename(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() version: number,
    @Body() body: NewBook,
  ) {
    return this.books.rename(actor, id, version, body.title);
  }
}

@Controller('v1/accidents')
@Public()
class AccidentsController {
  @Get()
  happen(): never {
    throw new Error('The roof fell in on Aigerim');
  }
}

@Module({ controllers: [BooksController, AccidentsController], providers: [BooksService] })
class LibraryModule {}

class CreateBooks1767225600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE books (id uuid PRIMARY KEY, organization_id uuid NOT NULL, title text NOT NULL,
      version integer NOT NULL)`);
    await runner.query(secureTable('books', { home: 'organization_id', organizer: null, person: null }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE books');
  }
}

export const libraryService: ServiceOptions = {
  name: 'library',
  title: 'Library',
  module: LibraryModule,
  entities: [Book],
  migrations: [CreateBooks1767225600001],
  states: [],
  problems: { 'book-not-found': { kk: 'Кітап табылмады', ru: 'Книга не найдена', en: 'The book was not found' } },
};
