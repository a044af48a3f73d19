import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Actor } from '#app/ctx.ts'
import type { Role } from '#db/schema/library.ts'
import { hindrance, type Leaver, rightOver } from './forget.rules.ts'

const person = (role: Role | null, more: Partial<Extract<Actor, { kind: 'person' }>> = {}): Actor => ({
  kind: 'person',
  id: 'ana',
  name: 'Ana',
  role,
  installationAdministrator: false,
  sessionId: 's',
  ...more,
})

describe('who may make somebody anonymous', () => {
  it('is the administrator of the only library that she ever belonged to', () => {
    assert.equal(rightOver(person('administrator'), 'harbor', 'ines', ['harbor']), 'administrator')
  })
  it('is no other role of that library', () => {
    for (const role of ['manager', 'member', 'director', 'observer', null] as const)
      assert.equal(rightOver(person(role), 'harbor', 'ines', ['harbor']), null, String(role))
  })
  it('is not the administrator of one library where there was a second, who is told whom to ask', () => {
    assert.equal(rightOver(person('administrator'), 'harbor', 'ines', ['harbor', 'mill']), 'elsewhere')
  })
  it('is not the administrator of another library, who does not learn that she exists', () => {
    assert.equal(rightOver(person('administrator'), 'mill', 'ines', ['harbor']), null)
    assert.equal(rightOver(person('administrator'), 'mill', 'ines', []), null)
    assert.equal(rightOver(person('administrator'), null, 'ines', ['harbor']), null)
  })
  it('is whoever keeps the installation, for anybody, also without a library of his own', () => {
    const keeper = person(null, { installationAdministrator: true })
    for (const ever of [[], ['harbor'], ['harbor', 'mill']])
      assert.equal(rightOver(keeper, null, 'ines', ever), 'keeper')
  })
  it('is she herself, whatever she was', () => {
    for (const role of ['administrator', 'observer', null] as const)
      assert.equal(rightOver(person(role), null, 'ana', ['harbor', 'mill']), 'herself')
  })
  it('is no program, whatever it may do otherwise, and nobody', () => {
    const scopes = ['read', 'write', 'publish', 'manage', 'installation']
    const actors: Actor[] = [
      { kind: 'api-key', id: 'k', name: 'All', scopes, createdBy: 'ines' },
      { kind: 'job', name: 'host' },
      { kind: 'nobody' },
    ]
    for (const actor of actors) assert.equal(rightOver(actor, 'harbor', 'ines', ['harbor']), null, actor.kind)
  })
})

describe('what stands in the way', () => {
  const left: Leaver = { ever: ['harbor'], now: [], lastKeeper: false, anonymous: false }
  it('is a membership anywhere, before anything else', () => {
    assert.equal(hindrance({ ...left, now: ['mill'] }), 'member')
    assert.equal(hindrance({ ...left, now: ['mill'], lastKeeper: true }), 'member')
  })
  it('is that nobody else keeps the installation', () => {
    assert.equal(hindrance({ ...left, lastKeeper: true }), 'last-keeper')
  })
  it('is nothing where she left, and never was anywhere', () => {
    assert.equal(hindrance(left), null)
    assert.equal(hindrance({ ...left, ever: [] }), null)
  })
})
