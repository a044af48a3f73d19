/** openapi.json, made from the operations themselves. Checked in; a test fails when it is stale. */
import { z } from 'zod'
import { type AnyOperation, honoursKey } from './operation.ts'
import { PROBLEM_KINDS, problemSchema } from './problems.ts'

type Doc = Record<string, unknown>
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Doc => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: dates }) as Doc
  return rest
}

/** A Date of ours goes out as RFC 3339. */
function dates({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Doc }): void {
  if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
}

export function openApi(operations: AnyOperation[], version: string): Doc {
  const paths: Record<string, Doc> = {}
  for (const op of [...operations].sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method))) {
    const at = `/api/v1${op.path}`
    paths[at] = { ...paths[at], [op.method]: describe(op) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Shelftalker',
      version,
      description:
        'The interface that the web app, scripts and everybody else use. Sign in with a session cookie and name the library in the header Shelftalker-Library, or send an API key.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'shelftalker' },
        key: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function describe(op: AnyOperation): Doc {
  const status = String(op.answer === null ? (op.status ?? 204) : (op.status ?? 200))
  const answer =
    op.answer === null
      ? { description: 'Done.' }
      : {
          description: 'Done.',
          content: {
            'application/json': {
              schema: schemaOf(op.answer, 'output'),
              ...(op.example?.answer !== undefined && { example: op.example.answer }),
            },
          },
        }
  return {
    operationId: op.id,
    summary: op.summary,
    tags: [op.tag],
    security: op.who === 'anyone' ? [] : [{ session: [] }, { key: [] }],
    'x-right': op.who,
    ...(op.proof && { 'x-proof': 'A person is asked for a password or passkey not older than ten minutes.' }),
    parameters: [
      ...parameters(op.params, 'path'),
      ...parameters(op.query, 'query'),
      ...(honoursKey(op)
        ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } }]
        : []),
    ],
    ...(op.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: schemaOf(op.body, 'input'),
            ...(op.example?.body !== undefined && { example: op.example.body }),
          },
        },
      },
    }),
    ...(op.rawBody && {
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
          },
        },
      },
    }),
    responses: {
      [status]: answer,
      ...Object.fromEntries(
        errorsOf(op).map((code) => [
          code,
          {
            description: code,
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  }
}

function parameters(schema: z.ZodObject | undefined, where: 'path' | 'query'): Doc[] {
  if (!schema) return []
  const json = schemaOf(schema, 'input') as { properties?: Record<string, Doc>; required?: string[] }
  return Object.entries(json.properties ?? {}).map(([name, one]) => ({
    name,
    in: where,
    required: where === 'path' || (json.required?.includes(name) ?? false),
    schema: one,
  }))
}

function errorsOf(op: AnyOperation): string[] {
  const kinds: (keyof typeof PROBLEM_KINDS)[] = ['too-many']
  if (op.who !== 'anyone') kinds.push('not-signed-in', 'not-allowed')
  if (op.params || (op.who !== 'anyone' && op.who !== 'signed-in')) kinds.push('not-found')
  if (op.body || op.query) kinds.push('bad-input')
  if (op.method !== 'get') kinds.push('conflict')
  if (op.rawBody) kinds.push('too-large', 'unsupported-type')
  return [...new Set(kinds.map((kind) => String(PROBLEM_KINDS[kind].status)))].sort()
}
