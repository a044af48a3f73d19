/** The registry of channels as a browser or a program uses it: every refusal at its field, no secret in any answer. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Answer, type Ask, type Door, doorOf } from '#app/http/testing.ts'
import type { TestHouse, TestLibrary } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import type { MastodonPeer } from '../../../../test/peers/mastodon/peer.ts'
import { markConnection } from './accounts.ts'
import { addBulletin } from './add-bulletin.ts'
import { channelOperations } from './channels.routes.ts'
import { channelHouse } from './testing.ts'

let house: TestHouse
let peer: MastodonPeer
let close: () => Promise<void>
let door: Door
let library: TestLibrary
let ask: Ask
before(async () => {
  ;({ house, peer, close } = await channelHouse())
  door = doorOf(house, channelOperations)
  library = await house.library()
  ask = await door.signedIn(library)
})
after(() => close())

interface Channel {
  id: string
  name: string
  state: string
  standing: string
  manual: boolean
  handle: string
  url: string | null
  roleAddress: string | null
  paused: { reason: string; until: string | null } | null
  connection: { state: string; detail: string | null; server: string } | null
  version: number
  current?: { name: string; version: number }
  code?: string
}
const refused = ({ status, body }: Answer<unknown>) => [
  status,
  body.fields?.map(({ path, code }) => `${path} ${code}`).sort(),
]
const hand = (more: object = {}, by = ask) =>
  by<Channel>('POST', '/channels', { network: 'facebook', name: 'Harbor on Facebook', ...more })
let number = 0
function account() {
  number += 1
  return peer.book.addAccount(`http${number}`)
}
const connect = (accessToken: string, more: object = {}, by = ask) =>
  by<Channel>('POST', '/channels', {
    network: 'mastodon',
    name: 'Harbor on Mastodon',
    connection: { server: peer.url, accessToken },
    ...more,
  })

describe('a channel is added', () => {
  it('by hand where nothing speaks to the network, active from the start, with its words trimmed', async () => {
    const { status, body } = await hand({ name: '  Harbor  ', handle: ' harbor ', roleAddress: 'desk@harbor.example' })
    assert.equal(status, 201)
    const { name, handle, manual, state, standing, roleAddress, connection } = body
    assert.deepEqual(
      { name, handle, manual, state, standing, roleAddress, connection },
      {
        name: 'Harbor',
        handle: 'harbor',
        manual: true,
        state: 'active',
        standing: 'ours',
        roleAddress: 'desk@harbor.example',
        connection: null,
      },
    )
  })

  it('as an idea, or as an account that is somebody else’s, and is then not posted to', async () => {
    for (const [given, state, standing] of [
      [{ state: 'idea' }, 'idea', 'ours'],
      [{ state: 'launching' }, 'launching', 'ours'],
      [{ standing: 'not-ours' }, 'idea', 'not-ours'],
      [{ standing: 'reserved' }, 'idea', 'reserved'],
    ] as const) {
      const { body } = await hand(given)
      assert.deepEqual([body.state, body.standing], [state, standing], JSON.stringify(given))
    }
  })

  it('and refused at each field that cannot stand', async () => {
    const before = (await ask<{ items: Channel[] }>('GET', '/channels?limit=200')).body.items.length
    for (const [given, fields] of [
      [{ network: 'myspace' }, ['network unknown']],
      [{ network: 'bulletin' }, ['network there-already']],
      [{ name: ' ' }, ['name too-small']],
      [{ name: 'x'.repeat(121) }, ['name too-big']],
      [{ url: 'javascript:alert(1)' }, ['url invalid-format']],
      [{ url: 'harbor.example' }, ['url invalid-format']],
      [{ roleAddress: 'desk' }, ['roleAddress invalid-format']],
      [{ state: 'paused' }, ['state invalid-value']],
      [{ standing: 'theirs' }, ['standing invalid-value']],
      [{ standing: 'not-ours', state: 'active' }, ['state not-ours']],
      [{ manual: true, connection: { server: 'https://a.example' } }, ['connection by-hand']],
      [{ connection: { server: 'https://a.example' } }, ['connection by-hand']],
      [{ connection: { server: 7 } }, ['connection.server invalid-type']],
      [{ network: 'mastodon', manual: true }, ['manual not-by-hand']],
      [{ network: 'mastodon', state: 'active' }, ['state not-connected']],
      [{ secret: 'x' }, ['secret unknown']],
    ] as const)
      assert.deepEqual(refused(await hand(given)), [422, [...fields]], JSON.stringify(given))
    assert.equal((await ask<{ items: Channel[] }>('GET', '/channels?limit=200')).body.items.length, before)
  })

  it('with a token that is not taken: nothing is kept, the field is named, the token is nowhere in the answer', async () => {
    const answer = await connect('a-token-that-nobody-gave')
    assert.deepEqual(refused(answer), [422, ['connection.accessToken not-accepted']])
    assert.doesNotMatch(JSON.stringify(answer.body), /a-token-that-nobody-gave/)
    assert.equal(
      house.logged.some((line) => line.includes('a-token-that-nobody-gave')),
      false,
    )
  })

  it('twice with one Idempotency-Key: it is one channel, and its account is asked for once', async () => {
    const { token } = account()
    const key = { 'idempotency-key': 'one-channel-only' }
    const add = () =>
      ask<Channel>(
        'POST',
        '/channels',
        { network: 'mastodon', name: 'Once', connection: { server: peer.url, accessToken: token } },
        key,
      )
    const both = await Promise.all([add(), add()])
    assert.deepEqual(
      both.map(({ status, body }) => [status, body.id]),
      [
        [201, both[0]!.body.id],
        [201, both[0]!.body.id],
      ],
    )
    const stored = await house.database.rows("select body::text from idempotency where key = 'one-channel-only'")
    assert.doesNotMatch(JSON.stringify(stored), new RegExp(token))
  })
})

describe('the list of channels', () => {
  it('goes on where the last page ended, and refuses a place that is none', async () => {
    const own = await door.signedIn(await house.library())
    const made: string[] = []
    for (const name of ['One', 'Two', 'Three']) made.push((await hand({ name }, own)).body.id)
    const first = await own<{ items: Channel[]; next: string }>('GET', '/channels?limit=2')
    const rest = await own<{ items: Channel[]; next: null }>('GET', `/channels?limit=2&after=${first.body.next}`)
    assert.deepEqual(
      [...first.body.items, ...rest.body.items].map(({ id }) => id),
      made.toSorted(),
    )
    assert.equal(rest.body.next, null)
    assert.deepEqual(refused(await own('GET', '/channels?after=Two')), [422, ['after invalid-format']])
  })

  it('shows no secret of a connection to anybody, whatever her role', async () => {
    const own = await house.library()
    const { token } = account()
    const { body } = await connect(token, {}, await door.signedIn(own))
    for (const role of ['administrator', 'manager', 'member', 'director', 'observer'] as const) {
      const by = await door.signedIn(own, role)
      const seen = JSON.stringify([
        (await by('GET', '/channels')).body,
        (await by<Channel>('GET', `/channels/${body.id}`)).body,
      ])
      assert.match(seen, /Harbor on Mastodon/)
      assert.doesNotMatch(seen, new RegExp(token), role)
    }
  })
})

describe('a change of a channel', () => {
  it('leaves what is not named, and takes an address away where null is said', async () => {
    const { id } = (await hand({ url: 'https://facebook.example/harbor', roleAddress: 'desk@harbor.example' })).body
    const one = await ask<Channel>('PATCH', `/channels/${id}`, { version: 1, name: 'Harbor' })
    assert.deepEqual(
      [one.body.name, one.body.url, one.body.roleAddress, one.body.version],
      ['Harbor', 'https://facebook.example/harbor', 'desk@harbor.example', 2],
    )
    const two = await ask<Channel>('PATCH', `/channels/${id}`, { version: 2, url: null, roleAddress: null })
    assert.deepEqual([two.body.name, two.body.url, two.body.roleAddress], ['Harbor', null, null])
  })

  it('by two at once is one change; the other is shown how it stands', async () => {
    const { id } = (await hand()).body
    const both = await Promise.all(
      ['Left', 'Right'].map((name) => ask<Channel>('PATCH', `/channels/${id}`, { version: 1, name })),
    )
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
    const winner = both.find(({ status }) => status === 200)!.body
    const { current } = both.find(({ status }) => status === 409)!.body
    assert.deepEqual([current!.name, current!.version], [winner.name, 2])
  })

  it('goes from state to state only where there is a way; the refusal says which there are', async () => {
    const { id } = (await hand()).body
    const to = (version: number, state: string) => ask<Channel>('PATCH', `/channels/${id}`, { version, state })
    const back = await to(1, 'idea')
    assert.deepEqual([back.status, back.body.code], [409, 'not-from-here'])
    assert.match(back.body.detail!, /paused or retired/)
    assert.equal((await to(1, 'paused')).body.state, 'paused')
    assert.equal((await to(2, 'retired')).body.state, 'retired')
    assert.equal((await to(3, 'active')).status, 409)
    assert.equal((await to(3, 'launching')).body.state, 'launching')
    assert.equal((await to(4, 'active')).body.state, 'active')
  })

  it('to an account that is not ours is refused while it is active', async () => {
    const { id } = (await hand()).body
    assert.deepEqual(refused(await ask('PATCH', `/channels/${id}`, { version: 1, standing: 'not-ours' })), [
      422,
      ['standing not-ours'],
    ])
    await ask('PATCH', `/channels/${id}`, { version: 1, state: 'retired' })
    const done = await ask<Channel>('PATCH', `/channels/${id}`, { version: 2, standing: 'not-ours' })
    assert.deepEqual([done.status, done.body.standing], [200, 'not-ours'])
  })

  it('leaves the Bulletin where it is: it has no sign-in to end and nothing to connect', async () => {
    const own = await house.library()
    const by = await door.signedIn(own)
    const id = await inTx(own.ctx, 'test', (tx) => addBulletin(tx, own.library))
    assert.equal((await by('POST', `/channels/${id}/disconnect`)).status, 409)
    assert.deepEqual(refused(await by('POST', `/channels/${id}/connect`, { connection: {} })), [
      422,
      ['connection by-hand'],
    ])
    const { body } = await by<Channel>('GET', `/channels/${id}`)
    assert.deepEqual(
      [body.state, body.connection, body.url],
      ['active', null, `http://127.0.0.1:3210/${own.library.handle}`],
    )
  })
})

describe('a pause', () => {
  it('has a reason and an end that lies ahead, and is taken back by whoever may pause', async () => {
    const { id } = (await hand()).body
    const pause = (given: object, by = ask) => by<Channel>('POST', `/channels/${id}/pause`, given)
    assert.deepEqual(refused(await pause({ until: null })), [422, ['reason missing']])
    assert.deepEqual(refused(await pause({ reason: 'x', until: '2020-01-01T00:00:00Z' })), [422, ['until past']])
    assert.deepEqual(refused(await pause({ reason: 'x', until: 'tomorrow' }))[0], 422)
    const director = await door.signedIn(library, 'director')
    const done = await pause({ reason: 'Flood', until: '2099-01-01T00:00:00Z' }, director)
    assert.deepEqual(
      [done.body.state, done.body.paused],
      ['paused', { ...done.body.paused!, reason: 'Flood', until: '2099-01-01T00:00:00.000Z' }],
    )
    const member = await door.signedIn(library, 'member')
    assert.equal((await member('POST', `/channels/${id}/resume`)).status, 403)
    assert.equal((await director<Channel>('POST', `/channels/${id}/resume`)).body.state, 'active')
  })

  it('is of what is active: what is retired is told so', async () => {
    const { id } = (await hand()).body
    await ask('PATCH', `/channels/${id}`, { version: 1, state: 'retired' })
    const answer = await ask<Channel>('POST', `/channels/${id}/pause`, { reason: 'x', until: null })
    assert.deepEqual([answer.status, answer.body.code], [409, 'not-active'])
  })

  it('while somebody else changes the channel is not lost: her change is refused with the pause in it', async () => {
    const { id } = (await hand()).body
    await ask('POST', `/channels/${id}/pause`, { reason: 'Flood', until: null })
    const late = await ask<{ current: Channel }>('PATCH', `/channels/${id}`, { version: 1, name: 'Late' })
    assert.deepEqual([late.status, late.body.current.paused?.reason], [409, 'Flood'])
  })
})

describe('a connection', () => {
  it('is checked, ended and made anew, and each answer shows how it stands', async () => {
    const { token, account: own } = account()
    const { id } = (await connect(token)).body
    await inTx(library.ctx, 'test', (tx) => markConnection(tx, id, 'unreachable', 'no answer'))
    const checked = await ask<Channel>('POST', `/channels/${id}/check`)
    assert.deepEqual(
      [checked.status, checked.body.connection!.state, checked.body.connection!.detail],
      [200, 'well', null],
    )
    const ended = await ask<{ channel: Channel; revoked: boolean; reason: string | null }>(
      'POST',
      `/channels/${id}/disconnect`,
    )
    assert.equal(ended.body.channel.connection!.state, 'sign-in-again')
    assert.ok(ended.body.revoked || ended.body.reason)
    assert.equal((await ask<Channel>('POST', `/channels/${id}/check`)).body.code, 'not-connected')
    assert.equal((await ask('POST', `/channels/${id}/disconnect`)).status, 409)
    const fresh = peer.book.addToken(own.id, null, 'read write')
    const again = await ask<Channel>('POST', `/channels/${id}/connect`, {
      connection: { server: peer.url, accessToken: fresh },
    })
    assert.deepEqual([again.status, again.body.connection!.state], [200, 'well'])
  })

  it('of a channel that is retired is refused: it is taken up again first', async () => {
    const { token } = account()
    const made = (await connect(token)).body
    await ask('PATCH', `/channels/${made.id}`, { version: made.version, state: 'retired' })
    const answer = await ask<Channel>('POST', `/channels/${made.id}/connect`, {
      connection: { server: peer.url, accessToken: token },
    })
    assert.deepEqual([answer.status, answer.body.code], [409, 'retired'])
  })

  it('names what the network asks for and was not given, and what nobody asked for', async () => {
    const { id } = (await connect(account().token)).body
    assert.deepEqual(
      refused(await ask('POST', `/channels/${id}/connect`, { connection: { server: peer.url, password: 'x' } })),
      [422, ['connection.accessToken missing', 'connection.password unknown']],
    )
  })
})

describe('who may', () => {
  it('manage channels is who runs the library; a stranger does not find them; refusals leave no trace', async () => {
    const own = await house.library()
    const { id } = (await hand({}, await door.signedIn(own))).body
    const requests: [string, string, object?][] = [
      ['POST', '/channels', { network: 'facebook', name: 'x' }],
      ['PATCH', `/channels/${id}`, { version: 1, name: 'x' }],
      ['POST', `/channels/${id}/connect`, { connection: {} }],
      ['POST', `/channels/${id}/check`],
      ['POST', `/channels/${id}/disconnect`],
    ]
    for (const role of ['member', 'director', 'observer'] as const) {
      const by = await door.signedIn(own, role)
      for (const [method, path, given] of requests)
        assert.equal((await by(method, path, given)).status, 403, `${role} ${method} ${path}`)
    }
    for (const [method, path, given] of [
      ...requests.slice(1),
      ['POST', `/channels/${id}/pause`, { reason: 'x', until: null }] as const,
    ])
      assert.equal((await ask(method, path, given)).status, 404, `${method} ${path}`)
    const audits = await look(own.ctx, (tx) =>
      tx.db.selectFrom('audit').select('verb').where('verb', 'like', '%Channel').execute(),
    )
    assert.deepEqual(
      audits.map(({ verb }) => verb),
      ['createChannel'],
    )
  })
})
