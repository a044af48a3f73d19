/** Plain JSON: what may be kept in a jsonb column or sent over the wire. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }
