/** Requests and answers held against the published description of the interface, where it lies beside the repository. */
import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Ask, Reply } from './answer.ts'

const FILE = new URL('../../../../shared/specs/mastodon/openapi.json', import.meta.url)
export const specIsHere = existsSync(FILE)

interface Operation {
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { content?: Record<string, { schema: object }> }>
}

/**
 * Where the description is narrower than what servers take. Read 2026-11-24.
 * `redirect_uris` as one string is all that servers before Mastodon 4.3 and most of its kin know.
 */
const NARROWER = new Set(['POST /api/v1/apps: request /redirect_uris must be array'])

export class Spec {
  readonly #paths: [RegExp, Record<string, Operation>, string][]
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  readonly #compiled = new Map<string, ValidateFunction>()

  constructor() {
    const whole = JSON.parse(readFileSync(FILE, 'utf8')) as { paths: Record<string, Record<string, Operation>> }
    this.#ajv.addSchema(whole, 'spec')
    // Paths without a parameter first: `/accounts/verify_credentials` is none of `/accounts/{id}`.
    const paths = Object.entries(whole.paths).sort(([a], [b]) => Number(a.includes('{')) - Number(b.includes('{')))
    this.#paths = paths.map(([path, operations]) => [
      new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
      operations,
      path,
    ])
  }

  /** What is wrong with one exchange, in words; empty where nothing is, or where the description doesn't know the path. */
  faults(ask: Ask, reply: Reply): string[] {
    const found = this.#paths.find(([pattern]) => pattern.test(ask.path))
    const method = ask.method.toLowerCase()
    const operation = found?.[1][method]
    if (!found || !operation) return []
    const pointer = `spec#/paths/${found[2].replaceAll('/', '~1')}/${method}`
    const faults: string[] = []
    const check = (what: string, at: string, value: unknown): void => {
      const validate = this.#compile(`${pointer}${at}`)
      if (validate(value)) return
      // A status with words and pictures fits two of the described kinds: they overlap.
      for (const error of validate.errors ?? [])
        if (error.keyword !== 'oneOf' || error.params.passingSchemas === null)
          faults.push(`${ask.method} ${found[2]}: ${what} ${error.instancePath} ${error.message}`)
    }
    const json = (ask.headers['content-type'] ?? '').startsWith('application/json')
    if (json && operation.requestBody?.content['application/json'])
      check('request', '/requestBody/content/application~1json/schema', ask.body)
    const response = operation.responses[reply.status]
    if (!response) faults.push(`${ask.method} ${found[2]}: an answer ${reply.status} is not described`)
    else if (response.content?.['application/json'])
      check(
        'answer',
        `/responses/${reply.status}/content/application~1json/schema`,
        JSON.parse(JSON.stringify(reply.body)),
      )
    return faults.filter((one) => !NARROWER.has(one))
  }

  #compile(ref: string): ValidateFunction {
    const known = this.#compiled.get(ref)
    if (known) return known
    const validate = this.#ajv.compile({ $ref: encodeURI(ref) })
    this.#compiled.set(ref, validate)
    return validate
  }
}
