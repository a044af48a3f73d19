import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseAst } from 'vite'
import { checks } from './en/checks.ts'
import { core } from './en/core.ts'
import { en } from './en/index.ts'

const root = new URL('../', import.meta.url)
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.(test|gen|d)\.tsx?$|^i18n\/(?:en|es)\//.test(path))
  .map((path) => ({ path, code: readFileSync(new URL(path, root), 'utf8') }))

const partOf = (key: string) => key.split('.')[0]!
const families = new Set(Object.keys(en).map(partOf))

interface Node {
  type: string
  [part: string]: unknown
}
/** Attributes whose words a person sees or hears. */
const heard = new Set([
  'alt',
  'aria-label',
  'aria-description',
  'hint',
  'label',
  'legend',
  'placeholder',
  'text',
  'title',
  'word',
])
const says = (text: unknown) => typeof text === 'string' && /\p{L}/u.test(text)

/** Every literal that a page would show: words between tags, and in attributes that are seen or heard. */
function literals(code: string): string[] {
  const found: string[] = []
  const value = (node: Node | null): void => {
    if (!node) return
    if (node.type === 'Literal' && says(node.value)) found.push(String(node.value))
    if (node.type === 'TemplateLiteral')
      for (const part of node.quasis as { value: { raw: string } }[])
        if (says(part.value.raw)) found.push(part.value.raw)
    if (node.type === 'ConditionalExpression') for (const one of [node.consequent, node.alternate]) value(one as Node)
    if (node.type === 'LogicalExpression') for (const one of [node.left, node.right]) value(one as Node)
    if (node.type === 'JSXExpressionContainer') value(node.expression as Node)
  }
  const walk = (node: Node): void => {
    if (node.type === 'JSXText' && says(node.value)) found.push(String(node.value).trim())
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      for (const child of node.children as Node[]) if (child.type === 'JSXExpressionContainer') value(child)
    if (node.type === 'JSXAttribute' && heard.has(String((node.name as Node).name))) value(node.value as Node)
    for (const part of Object.values(node))
      for (const one of Array.isArray(part) ? part : [part])
        if (one && typeof one === 'object' && 'type' in one) walk(one as Node)
  }
  walk(parseAst(code, { lang: 'tsx' }) as unknown as Node)
  return found
}

test('the scan finds words between tags, in attributes, in either branch, and nothing else', () => {
  const code = `const A = () => <p className="big" title="Hear me" aria-label={on ? \`Say \${n}\` : ''}>Read {on ? 'yes' : <b>{t('k')}</b>} · {x && 'me'}</p>`
  assert.deepEqual(literals(code).sort(), ['Hear me', 'Read', 'Say ', 'me', 'yes'])
})

test('no page shows a word that is not in the catalogue', () => {
  const shown = sources
    .filter(({ path }) => path.endsWith('.tsx'))
    .flatMap(({ path, code }) => literals(code).map((text) => `${path}: ${text}`))
  assert.deepEqual(shown, ['ui/zone-field.tsx: UTC'])
})

test('every message is used somewhere, by its key or by the beginning of it', () => {
  const all = sources.map(({ code }) => code).join('\n')
  const beginnings = [...all.matchAll(/[`'](\w+\.(?:\w+\.)*)\$\{/g)].map(([, beginning]) => beginning!)
  const unused = Object.keys(en).filter(
    (key) =>
      !(key in checks) && !all.includes(`'${key}'`) && !beginnings.some((beginning) => key.startsWith(beginning)),
  )
  assert.deepEqual(unused, [])
})

test('a feature uses the words that are loaded with it', () => {
  const parts = Object.keys(core).map(partOf)
  const own: Record<string, string[]> = { post: ['post', 'deed', 'grave', 'kit', 'why', 'story', 'adopt'] }
  const wrong = sources.flatMap(({ path, code }) => {
    // What several features show of goals stands beside them; each route that shows it loads its words.
    const feature = /^(?:features\/)?(\w+)\//.exec(
      path.startsWith('goals/') ? path : path.replace(/^(?!features\/).*/, ''),
    )?.[1]
    const mine = feature ? (own[feature] ?? [feature]) : []
    return [...code.matchAll(/['`]([a-z]\w*\.[\w.-]*)(?:['`]|\$\{)/g)]
      .filter(([, key]) => Object.keys(en).some((one) => one.startsWith(key!)))
      .map(([, key]) => partOf(key!))
      .filter((part) => families.has(part) && !parts.includes(part) && !mine.includes(part))
      .map((part) => `${path}: ${part}`)
  })
  assert.deepEqual(wrong, [])
})

test('every key that is used exists', () => {
  const used = sources.flatMap(({ path, code }) =>
    [...code.matchAll(/\b(?:t|rich)\('([^']+)'/g)].map(([, key]) => ({ path, key: key! })),
  )
  assert.ok(used.length > 100)
  assert.deepEqual(
    used.filter(({ key }) => !(key in en)),
    [],
  )
})

test('what browsers of two years ago lack is not used on a page', () => {
  const wrong = sources.filter(({ code }) => /\bTemporal\.|\bprocess\./.test(code)).map(({ path }) => path)
  assert.deepEqual(wrong, [])
})
