export { goalOperations } from './goals.routes.ts'
export { measureListeners } from './measures.listeners.ts'
export { makeReader } from './reader.ts'
export { readingOperations } from './readings.routes.ts'
