import { DomainError } from '@app/contracts';

/** No such certificate, or not one that the caller may see. */
export class CertificateNotFound extends DomainError {
  readonly code = 'certificate-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no certificate ${id}`);
  }
}

/** A certificate is revoked once. */
export class CertificateAlreadyRevoked extends DomainError {
  readonly code = 'certificate-already-revoked';
  readonly kind = 'conflict';

  constructor(registrationNumber: string) {
    super(`${registrationNumber} was revoked before`, { number: registrationNumber });
  }
}

/** Its number is reserved, but it is not signed yet. */
export class CertificateNotIssued extends DomainError {
  readonly code = 'certificate-not-issued';
  readonly kind = 'conflict';

  constructor(registrationNumber: string) {
    super(`${registrationNumber} is not issued yet`, { number: registrationNumber });
  }
}

/** All numbers of a prefix and year were given out. */
export class RegistryYearExhausted extends DomainError {
  readonly code = 'registry-year-exhausted';
  readonly kind = 'conflict';

  constructor(prefix: string, year: number) {
    super(`No number is left for ${prefix} in ${year}`, { prefix, year });
  }
}
