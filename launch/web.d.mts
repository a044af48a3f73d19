/** For the journeys, which are written in TypeScript. */
export function buildWeb(): void
