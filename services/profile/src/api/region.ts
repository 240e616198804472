/** The region whose phone numbers may be written without country code. */
export const REGION = Symbol('region');
