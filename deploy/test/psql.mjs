// As much of psql as deploy/postgres/init.sh uses, for machines without it: variables, `-c`, statements from standard input.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';

const { values } = parseArgs({
  options: {
    v: { type: 'string', short: 'v', multiple: true, default: [] },
    U: { type: 'string', short: 'U' },
    c: { type: 'string', short: 'c' },
  },
});
const variables = new Map(
  values.v.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
);
const text = (values.c ?? readFileSync(0, 'utf8'))
  .replaceAll(/:"(\w+)"/g, (_, name) => pg.escapeIdentifier(variables.get(name)))
  .replaceAll(/:'(\w+)'/g, (_, name) => pg.escapeLiteral(variables.get(name)));

const client = new pg.Client({ connectionString: process.env.POSTGRES_URL });
await client.connect();
try {
  // One by one: a database cannot be made inside a transaction, which several in one message would be.
  for (const statement of text.split(/;\s*(?:\n|$)/).filter((part) => part.trim())) await client.query(statement);
} finally {
  await client.end();
}
