import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '#app/problem.ts'
import type { Post } from '#posts/types.ts'
import { emptyContent } from './content.ts'
import { existing, newPost, type Queue, type Request } from './save-queue.ts'
import { Saver } from './saver.ts'
import { postWith } from './testing.ts'

/** A server of one post that answers when it is told to. */
function bench(queue: Queue) {
  const sent: Request[] = []
  const copies: (Queue | null)[] = []
  const answers: ((answer: Post | Error) => void)[] = []
  const saver = new Saver(queue, {
    send: (request) => {
      sent.push(request)
      return new Promise((resolve, reject) => {
        answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)))
      })
    },
    keep: (copy) => void copies.push(copy),
    created: () => undefined,
    newKey: () => 'key-1',
  })
  const answer = (with_: Post | Error) => answers.shift()?.(with_)
  return { saver, sent, copies, answer }
}

test('saving at once sends everything, one request after another, and drops the copy at the end', async () => {
  const { saver, sent, copies, answer } = bench(newPost(emptyContent()))
  saver.type({ text: 'C' })
  const done = saver.flush()
  assert.equal(saver.now.status, 'saving')
  saver.type({ text: 'Coats' })
  assert.equal(sent.length, 1)
  answer(postWith(1, { text: 'C' }))
  // The second request follows in the same flush, after the first is settled.
  while (sent.length < 2) await Promise.resolve()
  answer(postWith(2, { text: 'Coats' }))
  assert.equal((await done).version, 2)
  assert.deepEqual(
    sent.map(({ kind }) => kind),
    ['create', 'save'],
  )
  assert.equal(saver.now.status, 'saved')
  assert.equal(copies.at(-1), null)
  saver.stop()
})

test('without an answer the words stay on the device, and saving says why it failed', async () => {
  const { saver, copies, answer } = bench(existing(postWith(1, { text: 'One' })))
  saver.type({ text: 'Two' })
  const done = saver.flush()
  answer(new TypeError('no network'))
  await assert.rejects(done, /no network/)
  assert.equal(saver.now.status, 'kept')
  assert.equal(copies.at(-1)?.local.text, 'Two')
  saver.stop()
  answer(postWith(2, { text: 'Two' }))
})

test('a refusal is shown and waits for the person; typing on tries again', async () => {
  const { saver, sent, answer } = bench(existing(postWith(1, { text: 'One' })))
  saver.type({ text: 'Two' })
  const done = saver.flush()
  answer(new Problem(422, { fields: [{ path: 'text', code: 'long', message: 'Too long.' }] }, null))
  await assert.rejects(done, Problem)
  assert.equal(saver.now.status, 'refused')
  saver.type({ text: 'Three' })
  const again = saver.flush()
  answer(postWith(2, { text: 'Three' }))
  await again
  assert.equal(sent.length, 2)
  saver.stop()
})

test('somebody was faster: other fields are joined in the same flush, the same field asks the person', async () => {
  const { saver, sent, answer } = bench(existing(postWith(1, { text: 'One' })))
  saver.type({ text: 'Mine' })
  const done = saver.flush()
  answer(new Problem(409, { current: postWith(2, { text: 'One', language: 'es' }) }, null))
  while (sent.length < 2) await Promise.resolve()
  assert.deepEqual(sent[1], { kind: 'save', post: 'post-1', version: 2, change: { text: 'Mine' } })
  answer(new Problem(409, { current: postWith(3, { text: 'Theirs', language: 'es' }) }, null))
  await assert.rejects(done)
  assert.equal(saver.now.status, 'clash')
  saver.choose('theirs')
  assert.equal(saver.now.status, 'saved')
  assert.equal(saver.now.queue.local.text, 'Theirs')
  saver.stop()
})

test('news of the post waits while a save is on its way, and is taken over when nothing is typed', async () => {
  const { saver, answer } = bench(existing(postWith(1, { text: 'One' })))
  saver.type({ text: 'Two' })
  const done = saver.flush()
  saver.seen(postWith(2, { text: 'Two' }))
  assert.equal(saver.now.queue.version, 1)
  answer(postWith(2, { text: 'Two' }))
  await done
  saver.seen(postWith(3, { text: 'Two', language: 'en' }))
  assert.deepEqual([saver.now.queue.local.language, saver.now.status], ['en', 'saved'])
  saver.stop()
})

test('what is typed and taken back is saved as it was: nothing is sent, nothing stays on the device', async () => {
  const { saver, sent, copies } = bench(existing(postWith(1, { text: 'One' })))
  saver.type({ text: 'One!' })
  assert.deepEqual([saver.now.status, copies.at(-1)?.local.text], ['unsaved', 'One!'])
  saver.type({ text: 'One' })
  assert.deepEqual([saver.now.status, copies.at(-1)], ['saved', null])
  await saver.flush()
  assert.deepEqual(sent, [])
  saver.stop()
})

test('what is taken back after a refusal is no trouble any more, and while a save is on its way it is sent again', async () => {
  const { saver, sent, answer } = bench(existing(postWith(1, { text: 'One' })))
  saver.type({ text: 'Two' })
  const refused = saver.flush()
  answer(new Problem(422, { fields: [{ path: 'text', code: 'long', message: 'Too long.' }] }, null))
  await assert.rejects(refused, Problem)
  saver.type({ text: 'One' })
  assert.deepEqual([saver.now.status, saver.now.error], ['saved', null])
  saver.type({ text: 'Three' })
  const done = saver.flush()
  saver.type({ text: 'One' })
  assert.equal(saver.now.status, 'saving', 'the server is about to have Three')
  answer(postWith(2, { text: 'Three' }))
  while (sent.length < 3) await Promise.resolve()
  assert.deepEqual(sent[2], { kind: 'save', post: 'post-1', version: 2, change: { text: 'One' } })
  answer(postWith(3, { text: 'One' }))
  await done
  assert.equal(saver.now.status, 'saved')
  saver.stop()
})
