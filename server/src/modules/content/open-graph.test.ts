import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pageText, readPage } from './open-graph.ts'

describe('what a page says of itself', () => {
  it('is read from OpenGraph, else from title and description', () => {
    const html =
      '<title>\n Plain\n title </title><meta name="description" content="Words"><meta property="og:title" content="Open">'
    assert.deepEqual(readPage(html), { title: 'Open', description: 'Words', image: null })
    assert.equal(readPage('<TITLE lang=en>Only &amp; alone</TITLE>').title, 'Only & alone')
  })
  it('takes attributes in any order and quotes, and the first of several', () => {
    const html =
      "<meta content='One > two' property='og:title'/><meta property=og:title content=Second><META NAME=\"OG:Image\" CONTENT=/a.png>"
    assert.deepEqual(readPage(html), { title: 'One > two', description: null, image: '/a.png' })
  })
  it('is not what stands in scripts, styles and comments', () => {
    const html =
      '<!-- <title>a</title> --><script>"<title>b</title>"</script><style>/*<title>c</title>*/</style><title>Real</title>'
    assert.equal(readPage(html).title, 'Real')
  })
  it('holds no half characters, whatever its entities claim', () => {
    assert.equal(readPage('<title>a&#xD83D;&#0;&#1114112;&bogus;&#8217;</title>').title, 'a\ufffd\ufffd\ufffd&bogus;’')
  })
  it('is read in the charset of the header or of the page', () => {
    const latin = Buffer.from('<meta charset="iso-8859-1"><title>Café</title>', 'latin1')
    assert.equal(readPage(pageText(latin, 'text/html')).title, 'Café')
    assert.equal(readPage(pageText(Buffer.from('<title>Café</title>'), 'text/html; charset=no-such')).title, 'Café')
  })
  it('comes quickly from a page that is made to be slow', () => {
    for (const piece of [
      '<meta ',
      '<script>',
      '<!--',
      '<meta a="',
      "<meta content='x' ",
      '<title',
      '&#x',
      `<meta ${'a'.repeat(8000)}`,
    ])
      assert.equal(readPage(piece.repeat(500_000 / piece.length)).image, null)
  })
})
