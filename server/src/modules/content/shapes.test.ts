import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { createBranch } from '../library/branches.ts'
import { createPost } from './create-post.ts'
import { getPost } from './post.view.ts'
import { listPosts } from './posts.view.ts'
import { body, channelRow, problem } from './testing.ts'

/** The database keeps a plan for each shape that the statement of a new post has; a connection settles on one after some uses. */
const ROUNDS = 8
let house: TestHouse
before(async () => {
  house = await testHouse({ networks: manualAdapters() })
})
after(() => house[Symbol.asyncDispose]())

it('posts of every shape, one after another and many times over, hold what each was given', async () => {
  const mine = await house.library()
  const [facebook, instagram] = [await channelRow(mine, 'facebook'), await channelRow(mine, 'instagram')]
  const branch = (await createBranch(mine.ctx, { name: 'Wharf Street', zone: null, address: null })).id
  const planned = { date: '2027-03-15', time: '09:00', zone: 'America/New_York' }
  const variant = { channel: facebook, language: null, title: null, text: 'For Facebook', options: {} }
  const wording = { channel: null, language: 'es', title: null, text: 'La hora del cuento', options: {} }
  const shapes = [
    {},
    { channels: [facebook] },
    { channels: [facebook, instagram], planned },
    { channels: [facebook], variants: [variant] },
    { variants: [wording] },
    { branch },
    { branch, channels: [instagram], variants: [variant, wording], title: 'Working title', language: 'en' },
  ]
  for (let round = 0; round < ROUNDS; round++)
    for (const [n, shape] of shapes.entries()) {
      const text = `Round ${round}, shape ${n}: “Story time” — 'quoted'`
      const made = await createPost(mine.ctx, body({ text, ...shape }))
      const found = await getPost(mine.ctx, made.id)
      assert.deepEqual(found, made)
      assert.equal(found.text, text)
      for (const [field, value] of Object.entries(shape))
        if (field === 'title') assert.equal(found.workingTitle, value)
        else assert.deepEqual(found[field as keyof typeof found], value)
    }
})

it('a channel that is another library’s is refused each time, by its field, and nothing is kept', async () => {
  const [mine, other] = [await house.library(), await house.library()]
  const [own, foreign] = [await channelRow(mine, 'facebook'), await channelRow(other, 'facebook')]
  for (let round = 0; round < ROUNDS; round++) {
    await assert.rejects(
      createPost(mine.ctx, body({ text: 'Theirs', channels: [own, foreign] })),
      problem('bad-input', 'channels.1'),
    )
    await assert.rejects(
      createPost(mine.ctx, body({ text: 'Theirs', branch: foreign })),
      problem('bad-input', 'branch'),
    )
    await createPost(mine.ctx, body({ text: `Ours ${round}`, channels: [own] }))
  }
  const { items } = await listPosts(mine.ctx, { limit: 100 })
  assert.equal(items.length, ROUNDS)
  assert.ok(items.every(({ title }) => title.startsWith('Ours')))
  assert.deepEqual((await listPosts(other.ctx, { limit: 100 })).items, [])
})

it('many at once over the same connections each become their own post in their own library', async () => {
  const all = [await house.library(), await house.library()]
  const channels = [await channelRow(all[0]!, 'facebook'), await channelRow(all[1]!, 'facebook')]
  const made = await Promise.all(
    Array.from({ length: 40 }, (_, n) => {
      const at = n % 2
      return createPost(
        all[at]!.ctx,
        body({ text: `Library ${at}, post ${n}`, ...(n % 4 < 2 && { channels: [channels[at]!] }) }),
      )
    }),
  )
  assert.equal(new Set(made.map(({ id }) => id)).size, 40)
  for (const [at, of] of all.entries()) {
    const { items } = await listPosts(of.ctx, { limit: 100 })
    assert.equal(items.length, 20)
    assert.ok(items.every(({ title }) => title.startsWith(`Library ${at},`)))
  }
})
