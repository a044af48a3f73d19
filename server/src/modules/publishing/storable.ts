/**
 * What a network said, as Postgres can keep it: text and jsonb take neither NUL nor half a surrogate pair
 * (postgresql.org/docs/18/datatype-json.html). A strange answer must not stop a settlement.
 */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed()

/** JSON of a value whose strings came from outside. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_name, one) => (typeof one === 'string' ? storable(one) : one))
