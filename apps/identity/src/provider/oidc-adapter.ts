import { createHash } from 'node:crypto';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { DataSource } from 'typeorm';

interface Row {
  payload: AdapterPayload;
  consumedAt: Date | null;
}

/**
 * Keeps what the provider remembers in PostgreSQL. Every act is one statement, so none opens a transaction: a unit of
 * work with audit and idempotency would only slow down what is no command of a person.
 */
export class OidcAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly dataSource: DataSource,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const { jti: _jti, ...kept } = payload;
    await this.dataSource.query(
      `INSERT INTO oidc_models (model, key, payload, grant_id, uid, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
       ON CONFLICT (model, key) DO UPDATE
          SET payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
              expires_at = excluded.expires_at`,
      [this.model, keyOf(id), kept, payload.grantId ?? null, payload.uid ?? null, expiresIn ?? null],
    );
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const payload = await this.findWhere('key = $2', keyOf(id));
    return payload && { ...payload, jti: id };
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.findWhere('uid = $2', uid);
  }

  /** There is no device flow, so nothing has a user code. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    await this.dataSource.query(`UPDATE oidc_models SET consumed_at = now() WHERE model = $1 AND key = $2`, [
      this.model,
      keyOf(id),
    ]);
  }

  async destroy(id: string): Promise<void> {
    await this.dataSource.query(`DELETE FROM oidc_models WHERE model = $1 AND key = $2`, [this.model, keyOf(id)]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.dataSource.query(`DELETE FROM oidc_models WHERE model = $1 AND grant_id = $2`, [this.model, grantId]);
  }

  private async findWhere(condition: string, value: string): Promise<AdapterPayload | undefined> {
    const [row]: Row[] = await this.dataSource.query(
      `SELECT payload, consumed_at AS "consumedAt" FROM oidc_models
        WHERE model = $1 AND ${condition} AND (expires_at IS NULL OR expires_at > now())`,
      [this.model, value],
    );
    if (!row) return undefined;
    const consumed = row.consumedAt ? { consumed: Math.floor(row.consumedAt.getTime() / 1000) } : {};
    return { ...row.payload, ...consumed };
  }
}

function keyOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
