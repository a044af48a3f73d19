/** A proposal is worth taking: it mends what it was made for, changes no more, and is not proposed again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allCaps } from './all-caps.ts'
import { fancyLetters, plain } from './fancy-letters.ts'
import { type Check, type Checked, type Finding, withFix } from './finding.ts'
import { hashtagCase } from './hashtag-case.ts'
import { privateNumbers } from './private-numbers.ts'
import { tagWords } from './tag-words.ts'

const of = (text: string, more: Partial<Checked> = {}): Checked => ({
  text,
  language: 'en',
  style: 'mastodon',
  media: [],
  ...more,
})
const mended = (text: string, findings: Finding[]) => findings.toReversed().reduce(withFix, text)
const looks = (check: Check, text: string) => check(of(text)).filter(({ level, fix }) => level === 'look' && fix)

const loud = fc.constantFrom(
  'FREE',
  'BOOKS',
  'WORLD',
  'WAR',
  'II',
  'NASA',
  'A',
  'I',
  "DON'T",
  'ÉCOLE',
  'STRASSE',
  'TODAY',
)
const calm = fc.constantFrom(
  'and',
  'the library',
  'Ana',
  '2027',
  '—',
  '!',
  '.',
  '\n\n',
  ',',
  '#StoryTime',
  'https://EXAMPLE.org/A',
)
const fancy = fc.constantFrom('𝐒𝐭𝐨𝐫𝐲', 'Ｆｒｅｅ', 'ⓑⓞⓞⓚⓢ', '🅱🅾🅾🅺', '⒜⒝', '𝔽𝕣𝕚𝕕𝕒𝕪')
const tag = fc.constantFrom('#wintercoats', '#bannedbooksweek', '#freebooks', '#summerreading', '#poetry', '#xyz')
const text = fc
  .array(fc.oneof(loud, calm, fancy, tag), { minLength: 1, maxLength: 12 })
  .map((pieces) => pieces.join(' '))

for (const [name, check] of [
  ['capitals', allCaps],
  ['fancy letters', fancyLetters],
  ['hashtags', hashtagCase],
] as const)
  test(`what was proposed for ${name} is taken once: nothing is left to propose`, () => {
    fc.assert(
      fc.property(text, (written) => {
        const better = mended(written, looks(check, written))
        assert.deepEqual(looks(check, better), [], `${JSON.stringify(written)} became ${JSON.stringify(better)}`)
      }),
    )
  })

test('softened words are the same words: only their case changes', () => {
  fc.assert(
    fc.property(text, (written) => {
      const better = mended(written, looks(allCaps, written))
      assert.equal(better.toLowerCase(), written.toLowerCase())
    }),
  )
})

test('softened words keep a capital where a sentence or a line of a list begins, and not behind a dash', () => {
  const softened = (words: string) => mended(words, looks(allCaps, words))
  for (const [loud, calm] of [
    ['VISIT THE LIBRARY', 'Visit the library'],
    ['Come in. “VISIT THE LIBRARY', 'Come in. “Visit the library'],
    ['Today:\n• VISIT THE LIBRARY\n• READ A STORY', 'Today:\n• Visit the library\n• Read a story'],
    ['STORY TIME – EVERY MONDAY', 'Story time – every monday'],
    ['We say VISIT THE LIBRARY', 'We say visit the library'],
  ] as const)
    assert.equal(softened(loud), calm)
})

test('Roman numerals keep their capitals where the words around them lose theirs', () => {
  const softened = (words: string) => mended(words, looks(allCaps, words))
  assert.equal(softened('WORLD WAR II STORIES'), 'World war II stories')
  assert.equal(softened('CHAPTER XIV READ ALOUD'), 'Chapter XIV read aloud')
  assert.equal(softened('WHAT I LOVE ABOUT BOOKS'), 'What I love about books')
})

test('a tag’s proposal says the same letters', () => {
  fc.assert(
    fc.property(tag, (written) => {
      for (const { fix } of looks(hashtagCase, written)) assert.equal(fix!.text.toLowerCase(), written)
    }),
  )
})

test('a tag of many words is read or left alone in a moment, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'book', 'books', 'how', 'show', 's', '7', 'x')), (pieces) => {
      const written = pieces.join('')
      const words = tagWords(written)
      if (words) assert.equal(words.join(''), written)
    }),
  )
  assert.equal(tagWords('a'.repeat(400))?.join('') ?? null, 'a'.repeat(400))
})

test('letters made plain are letters: no symbol is left, and plain text stays as it is', () => {
  fc.assert(
    fc.property(fc.array(fancy), (pieces) => {
      assert.match(plain(pieces.join('')), /^[A-Za-z]*$/)
    }),
  )
  fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9 .,!?'-]*$/), (written) => assert.equal(plain(written), written)))
})

test('a number that is pointed at stands in no finding, however it is grouped', () => {
  const grouped = (digits: string, size: number, by: string) =>
    digits.replace(new RegExp(`(\\d{${size}})(?=\\d)`, 'g'), `$1${by}`)
  fc.assert(
    fc.property(
      fc.stringMatching(/^2\d{13}$/),
      fc.integer({ min: 3, max: 5 }),
      fc.constantFrom(' ', '-', ''),
      (card, size, by) => {
        const written = `Found: ${grouped(card, size, by)} at the desk`
        const [finding] = privateNumbers(of(written))
        assert.equal(finding?.level, 'look')
        const { start, end } = finding!.at!
        assert.equal(written.slice(start, end).replace(/\D/g, ''), card)
        assert.doesNotMatch(JSON.stringify([finding!.message, finding!.fix]), /\d{3}/)
      },
    ),
  )
})
