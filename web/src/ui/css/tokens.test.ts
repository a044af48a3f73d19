/** Contrast, counted from the tokens as they stand (WCAG 2.2, relative luminance): the table at their head is true, and meets its aims. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'

const here = new URL('./', import.meta.url)
const css = readFileSync(new URL('tokens.css', here), 'utf8')
const root = css.slice(css.indexOf(':root'), css.indexOf('@media print'))

type Pair = [light: string, dark: string]
const tokens = new Map<string, Pair>(
  Array.from(
    root.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g),
    ([, name, light, dark]) => [name!, [light!, dark!]],
  ),
)

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high! + 0.05) / (low! + 0.05)
}
const of = (name: string): Pair => {
  const found = tokens.get(name)
  assert.ok(found, `there is no colour called --${name}`)
  return found
}
const both = (front: string, back: string) =>
  [0, 1].map((theme) => contrast(of(front)[theme]!, of(back)[theme]!)) as [number, number]

/** `ink on paper 15.64 / 15.48 card 17.05 / 14.10 … aim 7`, as rows of front, back, light, dark, aim. */
const table = Array.from(css.matchAll(/^ {3}([\w-]+) on\s+(.+?)\s+aim ([\d.]+)$/gm)).flatMap(([, front, rest, aim]) =>
  Array.from(rest!.matchAll(/([a-z][\w-]*)\s+([\d.]+) \/\s+([\d.]+)/g), ([, back, light, dark]) => ({
    front: front!,
    back: back!,
    told: [Number(light), Number(dark)] as const,
    aim: Number(aim),
  })),
)

describe('the way of counting', () => {
  it('gives the figures that everybody knows', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21)
    assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48')
    assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54')
  })
  it('is the same whichever lies on the other, and between 1 and 21', () => {
    const colour = fc.stringMatching(/^#[0-9a-f]{6}$/)
    fc.assert(
      fc.property(colour, colour, (one, other) => {
        const found = contrast(one, other)
        assert.equal(found, contrast(other, one))
        assert.ok(found >= 1 && found <= 21)
      }),
    )
  })
})

describe('the colours of light and dark', () => {
  it('are read with their table', () => {
    assert.ok(tokens.size >= 20, [...tokens.keys()].join(' '))
    assert.ok(table.length >= 35, String(table.length))
  })

  for (const { front, back, told, aim } of table)
    it(`${front} on ${back} is as it is told, and at least ${aim}`, () => {
      const found = both(front, back)
      for (const theme of [0, 1] as const) {
        assert.ok(Math.abs(found[theme] - told[theme]) <= 0.006, `${found[theme].toFixed(2)}, not ${told[theme]}`)
        assert.ok(found[theme] >= aim)
      }
    })

  it('of a chart’s line stands out from all that it is drawn on', () => {
    for (const back of ['paper', 'card'])
      for (const found of both('c1', back)) assert.ok(found >= 3, `${back} ${found}`)
  })

  it('of every state can be told from the words around it and read on its own tint', () => {
    for (const state of ['done', 'wait', 'trouble', 'unknown']) {
      for (const found of both('ink', `${state}-tint`)) assert.ok(found >= 7)
      for (const found of both(state, `${state}-tint`)) assert.ok(found >= 4.5)
      for (const found of both('ink-2', `${state}-tint`)) assert.ok(found >= 4.5, `ink-2 on ${state}-tint ${found}`)
    }
  })

  it('of what is marked stays readable where it is a link too', () => {
    for (const front of ['ink', 'link'])
      for (const found of both(front, 'mark')) assert.ok(found >= 4.5, `${front} ${found}`)
  })

  it('stand in the table wherever words are written in them: no surface is left out', () => {
    const words = ['ink', 'ink-2', 'link']
    for (const front of words)
      for (const back of ['paper', 'card', 'hover', 'sunk'])
        assert.ok(
          table.some((row) => row.front === front && row.back === back),
          `${front} on ${back}`,
        )
  })

  it('on paper that is printed are the light ones, on white', () => {
    for (const front of ['ink', 'ink-2', 'link', 'done', 'wait', 'trouble', 'unknown'])
      assert.ok(contrast(of(front)[0], '#ffffff') >= 7, front)
  })
})

describe('a colour', () => {
  const src = new URL('../../', here)
  const sheets = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.css'))
    .map((path) => ({ path, text: readFileSync(new URL(path, src), 'utf8') }))

  it('is written down here and nowhere else, but for the black and white that lie over pictures', () => {
    const strays = sheets
      .filter(({ path }) => !path.endsWith('tokens.css'))
      .flatMap(({ path, text }) =>
        Array.from(
          text.matchAll(/(?<![\w-])(?:#[0-9a-f]{3,8}\b|(?:rgb|hsl|oklch|lab)a?\([^)]*)/gi),
          ([found]) => `${path}: ${found}`,
        ),
      )
      .filter((one) => !/: (#000|#fff|rgb\(0 0 0 \/ [\d.]+)$/.test(one))
    assert.deepEqual(strays, [])
  })

  it('that a rule asks for is one that somebody sets, or the rule says what holds without it', () => {
    const scripts = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tsx'))
      .map((path) => readFileSync(new URL(path, src), 'utf8'))
      .join('\n')
    const set = new Set(
      [...sheets.map(({ text }) => text), scripts].flatMap((text) =>
        Array.from(text.matchAll(/(?<![\w-])--([\w-]+)["']?\]?\s*:/g), ([, name]) => name!),
      ),
    )
    const unknown = sheets.flatMap(({ path, text }) =>
      Array.from(text.matchAll(/var\(--([\w-]+)\s*\)/g), ([, name]) => name!)
        .filter((name) => !set.has(name))
        .map((name) => `${path}: --${name}`),
    )
    assert.deepEqual([...new Set(unknown)], [])
  })
})
