import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allCaps } from './all-caps.ts'
import { altText } from './alt-text.ts'
import { fancyLetters } from './fancy-letters.ts'
import { type Checked, type Finding, withFix } from './finding.ts'
import { hashtagCase } from './hashtag-case.ts'
import { checkMessages } from './messages.en.ts'
import { passesLuhn, privateNumbers } from './private-numbers.ts'
import { runChecks } from './run.ts'

const of = (text: string, more: Partial<Checked> = {}): Checked => ({
  text,
  language: 'en',
  style: 'mastodon',
  media: [],
  ...more,
})
const levels = (findings: Finding[]) => findings.map(({ level }) => level)
const keys = (findings: Finding[]) => findings.map(({ message }) => message.key)
/** The text with all fixes in it, last first so that the places stay true. */
const mended = (text: string, findings: Finding[]) => findings.toReversed().reduce(withFix, text)

test('a picture without alt text stops the post, unless it is decorative', () => {
  const media = [
    { alt: 'A child reads to a dog', decorative: false },
    { alt: ' ', decorative: false },
    { alt: null, decorative: true },
    { alt: 'IMG_2041.jpg', decorative: false },
  ]
  const findings = altText(of('', { media }))
  assert.deepEqual(levels(findings), ['must', 'look'])
  assert.deepEqual(
    findings.map(({ message }) => message.values),
    [{ number: 2 }, { number: 4 }],
  )
  assert.deepEqual(levels(altText(of('', { media: media.slice(0, 1) }))), ['fine'])
  assert.deepEqual(altText(of('')), [])
})

test('hashtags get capitals where the words can be told, and a question where they can not', () => {
  const text = 'Warm up with #wintercoats and #bannedbooksweek at #haslamchildrensroom, #BookClub #poetry #storytime'
  const findings = hashtagCase(of(text))
  assert.deepEqual(keys(findings), ['checks.hashtagCase.words', 'checks.hashtagCase.words', 'checks.hashtagCase.long'])
  assert.equal(
    mended(text, findings),
    'Warm up with #WinterCoats and #BannedBooksWeek at #haslamchildrensroom, #BookClub #poetry #storytime',
  )
})

test('English words are not read into other languages, and tags that are fine are left alone', () => {
  assert.deepEqual(keys(hashtagCase(of('#bibliotecapublica', { language: 'es' }))), ['checks.hashtagCase.long'])
  assert.deepEqual(
    levels(hashtagCase(of('#wintercoats', { language: 'de' }))),
    ['fine'],
    'eleven letters may be one word',
  )
  assert.deepEqual(levels(hashtagCase(of('#StoryTime #图书馆 #congratulations #read2026'))), ['look'])
  assert.deepEqual(levels(hashtagCase(of('#StoryTime #图书馆 #congratulations'))), ['fine'])
  assert.deepEqual(hashtagCase(of('https://example.org/#wintercoatsinside')), [])
})

test('shouting is found and softened, initials and addresses are not', () => {
  const text =
    'FREE BOOKS FOR ALL! Ask NASA, the YMCA or LGBTQ youth. See https://EXAMPLE.org/FREEBOOKS #FREEBOOKS. CANCELLED'
  const findings = allCaps(of(text))
  assert.equal(
    mended(text, findings),
    'Free books for all! Ask NASA, the YMCA or LGBTQ youth. See https://EXAMPLE.org/FREEBOOKS #FREEBOOKS. Cancelled',
  )
  for (const calm of ['WWII and Louis XVIII', 'The IRS and FBI', 'I AM', 'PBS KIDS is on', 'Ask Ana'])
    assert.deepEqual(levels(allCaps(of(calm))), ['fine'], calm)
  assert.deepEqual(allCaps(of('图书馆明天开门 2026'))[0]?.level, 'fine')
})

test('a language tag that is not well formed does not end the check', () => {
  assert.deepEqual(levels(allCaps(of('CANCELLED TODAY', { language: 'not a language' }))), ['look'])
})

test('fancy letters become letters again', () => {
  for (const [fancy, letters] of [
    ['𝐒𝐭𝐨𝐫𝐲 𝐭𝐢𝐦𝐞 at ten', 'Story time at ten'],
    ['Ｆｒｅｅ today', 'Free today'],
    ['ⓑⓞⓞⓚⓢ and 🅱🅾🅾🅺', 'books and BOOK'],
    ['ℋℯ𝓁𝓁ℴ', 'Hello'],
    ['⒜⒝', 'ab'],
  ] as const) {
    const findings = fancyLetters(of(fancy))
    assert.ok(findings.every(({ level }) => level === 'look'))
    assert.equal(mended(fancy, findings), letters)
  }
  for (const usual of ['Café, naïve, Łódź', '① first ② second', '🅰 emoji', '25 ℃, № 5, ½ price', 'Καλημέρα'])
    assert.deepEqual(levels(fancyLetters(of(usual))), ['fine'], usual)
  assert.deepEqual(levels(fancyLetters(of('図書館ＯＰＡＣ', { language: 'ja' }))), ['fine'])
})

test('what looks like a number of a patron is pointed at, and its digits stay out of the finding', () => {
  for (const [text, key] of [
    ['Card 21234567890123 was found', 'libraryCard'],
    ['Card 2 1234 56789 0123 was found', 'libraryCard'],
    ['2123456789', 'libraryCard'],
    ['4111 1111 1111 1111', 'payment'],
    ['378282246310005', 'payment'],
    ['His number is 219-09-9999.', 'socialSecurity'],
  ] as const) {
    const [finding, ...more] = privateNumbers(of(text))
    assert.equal(finding?.message.key, `checks.privateNumbers.${key}`, text)
    assert.deepEqual(more, [])
    assert.doesNotMatch(JSON.stringify([finding.message, finding.fix]), /\d{3}/, text)
    assert.equal(finding.level, 'look')
  }
})

test('telephone numbers, ISBNs, dates, sums and addresses are no card numbers', () => {
  for (const text of [
    'Call 212-555-0142 or 212 555 0142 or (212) 555-0142 or +1 212 555 0142',
    'Call us: 2125550142',
    'ISBN 9780143127741, ISBN 2070368228',
    'From 2026-11-01 to 2026-11-30',
    '10:00-11:30, 1,234,567,890 visits',
    'https://example.org/item/21234567890123',
    '000-12-3456 and 4111 1111 1111 1112',
  ])
    assert.deepEqual(levels(privateNumbers(of(text))), ['fine'], text)
})

test('of any number exactly one last digit passes Luhn', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,18}$/), (digits) => {
      assert.equal(Array.from('0123456789').filter((last) => passesLuhn(digits + last)).length, 1)
    }),
  )
})

test('all together: worst first, every message has its English, every rule its source', () => {
  const findings = runChecks(of('FREE BOOKS FOR ALL #wintercoats', { media: [{ alt: '', decorative: false }] }))
  assert.deepEqual(
    findings.map(({ rule, level }) => `${level} ${rule}`),
    ['must alt-text', 'look all-caps', 'look hashtag-case', 'fine fancy-letters'],
  )
  for (const { message, source } of findings) {
    const asked = Array.from(checkMessages[message.key].matchAll(/\{(\w+)\}/g), ([, name]) => name!)
    for (const name of asked) assert.ok(name in message.values, `${message.key} needs ${name}`)
    assert.ok(source.name !== '' && URL.canParse(source.url))
  }
})

test('whatever is typed, places are inside the text and a fix leaves the rest as it was', () => {
  const piece = fc.oneof(
    fc.constantFrom('#wintercoats', 'SHOUTING LOUD', '𝐛𝐨𝐥𝐝', '4111111111111111', ' ', '\n'),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom<string | null>('en', 'ja', 'tr', null), (pieces, language) => {
      const text = pieces.join('')
      for (const finding of runChecks(of(text, { language }))) {
        if (!finding.at) continue
        const { start, end } = finding.at
        assert.ok(start >= 0 && start < end && end <= text.length)
        const after = withFix(text, finding)
        assert.ok(after.startsWith(text.slice(0, start)) && after.endsWith(text.slice(end)))
      }
    }),
  )
})
