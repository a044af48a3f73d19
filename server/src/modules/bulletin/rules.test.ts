import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeOf } from './entry.ts'
import { escaped, html } from './html.ts'
import { paragraphs, summary } from './post-text.ts'
import { xml } from './testing.ts'
import { bodyOf, pageTitle, slugOf } from './title.rules.ts'

const ID = '0198c0de-0000-7000-8000-00003f2a9c1e'
const shown = (text: string) => html`${paragraphs(text)}`.text

test('what is put into a template is escaped, what is a template is not', () => {
  const bad = `<script>alert("1")</script>'&`
  assert.equal(
    html`<b title="${bad}">${html`<i>${1}</i>`}${null}${false}</b>`.text,
    '<b title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;"><i>1</i></b>',
  )
})

test('characters that XML forbids are left out, and pictures of two halves are kept', () => {
  assert.equal(escaped('a\u0000b\u001fc\ud83dd\ufffee'), 'abcde')
  assert.equal(escaped('🦉\n\t'), '🦉\n\t')
  assert.equal(xml(`<a>${escaped('\u0000<&>"\u0008')}</a>`).documentElement?.textContent, '<&>"')
})

test('paragraphs are parted by blank lines; single breaks stay', () => {
  assert.equal(shown('One\r\ntwo\n \n\n\nThree'), '<p>One<br>two</p><p>Three</p>')
  assert.equal(shown(' \n \n'), '')
})

test('addresses become links, and nothing else does', () => {
  assert.equal(
    shown('See https://harbor.example/x?a=1&b=2.'),
    '<p>See <a href="https://harbor.example/x?a=1&amp;b=2" rel="noopener">https://harbor.example/x?a=1&amp;b=2</a>.</p>',
  )
  assert.match(
    shown('(see https://intranet/a_(b)), or harbor-library.org!'),
    /\(see <a href="https:\/\/intranet\/a_\(b\)" [^>]*>https:\/\/intranet\/a_\(b\)<\/a>\), or <a href="https:\/\/harbor-library\.org\/" [^>]*>harbor-library\.org<\/a>!/,
  )
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'https://"onmouseover="x',
    '"><img src=x onerror=alert(1)>',
    'https://a.example/"onclick="alert(1)',
  ]) {
    const found = shown(text)
    assert.doesNotMatch(found, /<(?!\/?(p|a|br)\b)/, found)
    assert.doesNotMatch(found, /href="(?!https?:)/, found)
    assert.doesNotMatch(found.replace(/<a href="[^"<>]*" rel="noopener">/g, ''), /<a/, found)
  }
})

test('a title is the wording’s own, else the first line, else its first sentence, else cut', () => {
  assert.equal(pageTitle(' Coats ', 'x'), 'Coats')
  assert.equal(pageTitle(null, '\n Coats on the rail \nTake one.'), 'Coats on the rail')
  const long = `Coats on the rail at all six branches. ${'word '.repeat(40)}`
  assert.equal(pageTitle(null, long), 'Coats on the rail at all six branches.')
  const endless = pageTitle(null, 'word '.repeat(60))
  assert.ok(endless.length <= 91 && endless.endsWith('…'))
  assert.equal(pageTitle(null, ''), '')
})

test('the body leaves the first line out only where it is the title', () => {
  assert.equal(bodyOf('Coats', 'Coats\n\nTake one.'), 'Take one.')
  assert.equal(bodyOf('Coats', 'Coats on the rail'), 'Coats on the rail')
  assert.equal(bodyOf('', 'x'), 'x')
})

test('a slug is plain letters and unique by its end', () => {
  assert.equal(slugOf('Café “Größe”: 50% off!', ID), 'cafe-gro-e-50-off-3f2a9c1e')
  assert.equal(slugOf('图书馆', ID), 'post-3f2a9c1e')
  assert.equal(slugOf('../../etc/passwd', ID), 'etc-passwd-3f2a9c1e')
  assert.match(slugOf('x'.repeat(500), ID), /^x{60}-3f2a9c1e$/)
})

test('a summary is one line, cut between words', () => {
  assert.equal(summary('One\n\ntwo'), 'One two')
  assert.match(summary('word '.repeat(100)), /^(word ){1,40}word…$/)
})

test('the hour of a post reads as in the rooms: small “am”, never alone on the next line', () => {
  const at = new Date('2026-11-17T14:02:00Z')
  const harbor = { language: 'en-US', zone: 'America/New_York' }
  const read = timeOf(harbor, at).text
  assert.ok(read.startsWith('<time datetime="2026-11-17T14:02:00.000Z">Tuesday, November 17, 2026'), read)
  assert.ok(read.endsWith('9:02\u00a0am</time>'), read)
  assert.ok(timeOf({ ...harbor, zone: 'Asia/Tokyo' }, at).text.endsWith('11:02\u00a0pm</time>'))
})
