import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { allOperations } from './operations.ts'
import { OPENAPI_FILE, openApiText } from './write-openapi.ts'

describe('the description of the interface', () => {
  it('is the one that is checked in (else: npm run openapi, then npm run types -w web)', async () => {
    assert.equal(await readFile(OPENAPI_FILE, 'utf8'), openApiText())
  })

  it('names every operation once, by verb and noun, with a summary', () => {
    const ids = allOperations().map((op) => op.id)
    assert.deepEqual(ids, [...new Set(ids)])
    for (const op of allOperations()) {
      assert.match(op.id, /^[a-z]+[A-Z]?[A-Za-z]*$/)
      assert.ok(op.summary.length > 10, op.id)
      if (op.body) assert.ok(op.example?.body !== undefined || op.id === 'markDeliveryDone', `${op.id} has no example`)
    }
  })

  it('has an example body that its own schema takes', () => {
    for (const op of allOperations())
      if (op.body && op.example?.body !== undefined) assert.ok(op.body.safeParse(op.example.body).success, op.id)
  })

  it('needs no reference that leads nowhere', async () => {
    const text = await readFile(OPENAPI_FILE, 'utf8')
    const found = [...text.matchAll(/"\$ref": ?"#\/([^"]+)"/g)].map((match) => match[1]!)
    const doc = JSON.parse(text) as Record<string, unknown>
    for (const path of new Set(found)) {
      const at = path
        .split('/')
        .reduce<unknown>((here, name) => (here as Record<string, unknown> | undefined)?.[name], doc)
      assert.ok(at, path)
    }
  })
})
