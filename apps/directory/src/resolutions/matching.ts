/** The hashes that a row, or a registered person, is recognized by. */
export interface Keys {
  iinHash: string | null;
  mailHash: string | null;
}

export interface KnownPerson extends Keys {
  id: string;
}

/** Finds people by their keys; the IIN decides, since an address may be shared or passed on. */
export class KnownPeople {
  private readonly byIin = new Map<string, KnownPerson>();
  private readonly byMail = new Map<string, KnownPerson>();

  constructor(people: readonly KnownPerson[] = []) {
    for (const person of people) this.add(person);
  }

  add(person: KnownPerson): void {
    if (person.iinHash) this.byIin.set(person.iinHash, person);
    if (person.mailHash) this.byMail.set(person.mailHash, person);
  }

  find({ iinHash, mailHash }: Keys): KnownPerson | undefined {
    return this.owner(this.byIin, iinHash) ?? this.owner(this.byMail, mailHash);
  }

  /** Tells whether the keys point to two people: each to one, or the address to somebody with another IIN. */
  contradict({ iinHash, mailHash }: Keys): boolean {
    const byMail = this.owner(this.byMail, mailHash);
    if (!byMail || !iinHash) return false;
    const byIin = this.owner(this.byIin, iinHash);
    return byIin ? byIin.id !== byMail.id : byMail.iinHash !== null && byMail.iinHash !== iinHash;
  }

  private owner(index: Map<string, KnownPerson>, hash: string | null): KnownPerson | undefined {
    return hash === null ? undefined : index.get(hash);
  }
}
