import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Role } from '#db/schema/library.ts'
import type { Actor } from './ctx.ts'
import { Problem } from './problem.ts'
import { limitOf, may, need, type Right } from './rights.rules.ts'

const person = (role: Role | null, branches?: string[] | null): Actor => ({
  kind: 'person',
  id: 'ana',
  name: 'Ana',
  role,
  installationAdministrator: false,
  sessionId: '',
  ...(branches !== undefined && { branches }),
})
const program: Actor = { kind: 'api-key', id: '', name: 'Site', scopes: ['read', 'write', 'publish'], createdBy: 'ana' }
const job: Actor = { kind: 'job', name: 'sender' }

/** Who, what, at which branch (`-`: not asked; null: the library as a whole), and whether. */
const TABLE: [who: string, actor: Actor, right: Right, branch: string | null | '-', may: boolean][] = [
  ['a member without a limit', person('member'), 'posts.write', 'east', true],
  ['a member without a limit', person('member', null), 'posts.publish', null, true],
  ['a member whose list is empty', person('member', []), 'posts.publish', null, true],
  ['a member of east', person('member', ['east']), 'posts.write', 'east', true],
  ['a member of east', person('member', ['east']), 'posts.publish', 'east', true],
  ['a member of east', person('member', ['east']), 'posts.write', 'west', false],
  ['a member of east', person('member', ['east']), 'posts.publish', 'west', false],
  ['a member of east', person('member', ['east']), 'posts.write', null, false],
  ['a member of east', person('member', ['east']), 'posts.publish', null, false],
  ['a member of east', person('member', ['east']), 'posts.write', '-', true],
  ['a member of east', person('member', ['east']), 'posts.read', 'west', true],
  ['a member of both', person('member', ['east', 'west']), 'posts.publish', 'west', true],
  ['a manager of east', person('manager', ['east']), 'posts.publish', 'west', false],
  ['a manager of east', person('manager', ['east']), 'channels.manage', 'west', true],
  ['an administrator of east', person('administrator', ['east']), 'posts.publish', 'west', false],
  ['an administrator of east', person('administrator', ['east']), 'people.manage', null, true],
  ['a director of east', person('director', ['east']), 'pause', null, true],
  ['a director of east', person('director', ['east']), 'posts.write', 'east', false],
  ['an observer of east', person('observer', ['east']), 'posts.publish', 'east', false],
  ['nobody’s member', person(null, ['east']), 'posts.write', 'east', false],
  ['a program', program, 'posts.publish', 'west', true],
  ['a program', program, 'posts.write', null, true],
  ['the machine', job, 'posts.publish', null, true],
  ['nobody', { kind: 'nobody' }, 'posts.write', 'east', false],
]

describe('a right at a branch', () => {
  for (const [who, actor, right, branch, allowed] of TABLE)
    it(`${who} ${allowed ? 'has' : 'has not'} ${right} at ${branch ?? 'the whole library'}`, () => {
      const where = branch === '-' ? {} : { branch }
      assert.equal(may({ actor }, right, where), allowed)
      const asked = () => need({ actor }, right, where)
      if (allowed) asked()
      else assert.throws(asked, (error) => error instanceof Problem && error.kind === 'not-allowed')
    })

  it('is refused in words that fit: another branch, the library as a whole, or the role', () => {
    const refusal = (actor: Actor, right: Right, branch: string | null) => {
      try {
        need({ actor }, right, { branch })
      } catch (error) {
        return (error as Problem).message
      }
      return ''
    }
    const limited = person('member', ['east'])
    assert.match(refusal(limited, 'posts.write', 'west'), /a branch that you don’t write for/)
    assert.match(refusal(limited, 'posts.write', null), /the library as a whole/)
    assert.match(refusal(person('observer', ['east']), 'posts.write', 'west'), /with the role/)
  })

  it('is limited for persons alone', () => {
    assert.deepEqual(limitOf(person('member', ['east'])), ['east'])
    for (const actor of [person('member'), person('member', []), program, job]) assert.equal(limitOf(actor), null)
  })
})
