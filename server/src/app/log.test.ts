import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeLog } from './log.ts'
import { Secret } from './secret.ts'

describe('the log', () => {
  const lines: string[] = []
  const log = makeLog('info', (line) => lines.push(line))

  it('writes one JSON object a line, with what was bound to it', () => {
    log.child({ part: 'sender' }).info('a post is out', { delivery: '1' })
    const { at, ...rest } = JSON.parse(lines.at(-1)!) as Record<string, unknown>
    assert.deepEqual(rest, { level: 'info', message: 'a post is out', part: 'sender', delivery: '1' })
    assert.equal(typeof at, 'string')
  })

  it('never writes what sounds like a secret, at any depth', () => {
    const secrets = {
      password: 'hunter2',
      appPassword: 'hunter2',
      accessToken: 'hunter2',
      headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' },
      deep: [{ apiKey: 'hunter2', 'api-key': 'hunter2' }],
      held: new Secret('hunter2'),
    }
    log.error('something went wrong', secrets)
    assert.ok(!lines.at(-1)!.includes('hunter2'))
  })

  it('leaves out what is below its level', () => {
    const before = lines.length
    log.debug('chatter')
    assert.equal(lines.length, before)
  })
})
