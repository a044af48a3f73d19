import type { AnyOperation } from '#app/http/operation.ts'

export const channelOperations: AnyOperation[] = []
