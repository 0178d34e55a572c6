/** Stands where an organization is asked for and the matter belongs to the platform as a whole: RFC 9562's nil UUID. */
export const PLATFORM_ID = '00000000-0000-0000-0000-000000000000';
