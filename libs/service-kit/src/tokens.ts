/** Injection token of `ServiceOptions`. */
export const SERVICE_OPTIONS = Symbol('SERVICE_OPTIONS');
