import assert from 'node:assert/strict'
import { test } from 'node:test'
import { multipart } from './multipart.ts'

const pieces =
  (...all: string[]) =>
  async () =>
    (async function* () {
      for (const one of all) yield Buffer.from(one)
    })()
async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const one of stream) parts.push(one)
  return Buffer.concat(parts)
}

test('what is written is read by any reader of forms, and has the length that was said', async () => {
  const file = { name: 'video.mp4', mime: 'video/mp4', length: 11, open: pieces('Harbor ', 'Film') }
  const { headers, body } = multipart({ description: 'Niños, “cuentos”\nand a rug', focus: '0,0.5' }, file)
  const bytes = await whole(await body.open())
  assert.equal(bytes.length, body.length)
  const form = await new Response(new Uint8Array(bytes), { headers }).formData()
  assert.equal(String(form.get('description')).replaceAll('\r\n', '\n'), 'Niños, “cuentos”\nand a rug')
  assert.equal(form.get('focus'), '0,0.5')
  const got = form.get('file')
  assert.ok(got instanceof File)
  assert.equal(got.name, 'video.mp4')
  assert.equal(got.type, 'video/mp4')
  assert.equal(await got.text(), 'Harbor Film')
})

test('a description cannot break out of its field', async () => {
  const evil = 'x\r\n--edge\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nevil'
  const { headers, body } = multipart(
    { description: evil },
    { name: 'v.mp4', mime: 'video/mp4', length: 4, open: pieces('Film') },
  )
  const form = await new Response(new Uint8Array(await whole(await body.open())), { headers }).formData()
  assert.equal(form.get('description'), evil)
  assert.equal(form.getAll('file').length, 1)
})

test('the file is opened when its turn comes, and each time that the form is written', async () => {
  let opened = 0
  const open = async () => {
    opened++
    return pieces('Film')()
  }
  const { body } = multipart({}, { name: 'v.mp4', mime: 'video/mp4', length: 4, open })
  await body.open()
  assert.equal(opened, 0)
  assert.deepEqual(await whole(await body.open()), await whole(await body.open()))
  assert.equal(opened, 2)
})
