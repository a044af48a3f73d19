/** The guide for library people stays true: its pictures are taken, its links lead somewhere, its labels stand on a screen. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { GUIDE, guidePages, headings, isLabel, LARGEST, PICTURES, readPage } from './testing/guide.ts'

const pages = guidePages()

test('Every page of the guide can be found from its first one, and the README leads there', () => {
  const first = pages.find(({ name }) => name === 'README.md')!
  const named = first.links.filter((address) => address.endsWith('.md') && !address.includes('/'))
  assert.deepEqual(
    named.toSorted(),
    pages
      .map(({ name }) => name)
      .filter((name) => name !== 'README.md')
      .toSorted(),
  )
  assert.match(readFileSync(join(GUIDE, '../../README.md'), 'utf8'), /\(docs\/guide\/README\.md\)/)
})

for (const { name, text, pictures, links, labels } of pages) {
  test(`${name}: its pictures are taken here, described, small, and in their folder`, () => {
    for (const { alt, address } of pictures) {
      assert.match(address, /^pictures\/[a-z-]+\.png$/)
      assert.ok(
        PICTURES.some((one) => address === `pictures/${one}.png`),
        `${address} is taken by no test`,
      )
      assert.ok(existsSync(join(GUIDE, address)), `${address} is not there`)
      assert.ok(statSync(join(GUIDE, address)).size <= LARGEST, `${address} is too large`)
      assert.ok(alt.length >= 20, `${address} says too little to who does not see it`)
    }
    assert.ok(name === 'README.md' || pictures.length > 0)
  })

  test(`${name}: its links lead to what is there`, () => {
    for (const address of links) {
      assert.doesNotMatch(address, /^\//, 'within the repository a link is relative')
      if (/^https?:/.test(address)) continue
      const [file, part] = address.split('#') as [string, string?]
      const path = file === '' ? join(GUIDE, name) : join(GUIDE, file)
      assert.ok(existsSync(path), `${address} leads nowhere`)
      if (part) assert.ok(headings(readFileSync(path, 'utf8')).includes(part), `${address}: there is no such heading`)
    }
  })

  test(`${name}: what stands in bold is said so on a screen`, () => {
    assert.deepEqual(
      labels.filter((label) => !isLabel(label)),
      [],
    )
  })

  test(`${name}: it is short, has one title, and speaks to library people`, () => {
    const lines = text.trimEnd().split('\n')
    assert.ok(lines.length <= 90, `${lines.length} lines`)
    assert.equal(lines.filter((line) => line.startsWith('# ')).length, 1)
    assert.match(lines[0]!, /^# /)
    assert.doesNotMatch(text, /\b(API|JSON|SQL|webhook|endpoint|tenant|OAuth)\b/)
  })
}

test('No picture lies in the folder that no page shows', () => {
  const shown = new Set(
    pages.flatMap(({ pictures }) => pictures.map(({ address }) => address.replace('pictures/', ''))),
  )
  assert.deepEqual(readdirSync(join(GUIDE, 'pictures')).toSorted(), [...shown].toSorted())
  assert.deepEqual([...shown].toSorted(), PICTURES.map((one) => `${one}.png`).toSorted())
})

test('A page is read as it is written: pictures apart from links, labels without their marks', () => {
  const page = readPage(
    'a.md',
    'Press **Save draft**. ![A desk](pictures/desk.png) See [this](b.md#top) and [that](https://a.example).',
  )
  assert.deepEqual(page.pictures, [{ alt: 'A desk', address: 'pictures/desk.png' }])
  assert.deepEqual(page.links, ['b.md#top', 'https://a.example'])
  assert.deepEqual(page.labels, ['Save draft'])
})

test('A label is one that stands in the words of the interface, with anything where something is filled in', () => {
  for (const label of ['Publish now', 'Come in to Harbor County Library', 'All 17 branches', 'Saved.'])
    assert.ok(isLabel(label), label)
  for (const label of ['Publish tomorrow', 'Never mind: it goes', 'save draft', '']) assert.ok(!isLabel(label), label)
})
