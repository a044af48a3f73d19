import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'

const web = new URL('../../../', import.meta.url)
const ui = new URL('src/ui/', web)
const here = new URL('src/features/design/', web)

const componentsIn = (code: string): string[] =>
  [...code.matchAll(/^export (?:function|const|class) ([A-Z]\w*)/gm)].map(([, name]) => name!)
const shownIn = (code: string, name: string): boolean => new RegExp(`<${name}[\\s/>]`).test(code)

const components = readdirSync(ui)
  .filter((file) => file.endsWith('.tsx'))
  .flatMap((file) => componentsIn(readFileSync(new URL(file, ui), 'utf8')))
const page = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => readFileSync(new URL(path, here), 'utf8'))
  .join('\n')

test('the scan takes what a page can draw, and no longer name for a shorter one', () => {
  const code = 'export function Big() {}\nexport function small() {}\nfunction Own() {}\nexport const Made = 1\n'
  assert.deepEqual(componentsIn(code), ['Big', 'Made'])
  assert.ok(shownIn('<Mark hue="">', 'Mark') && shownIn('<Mark\n', 'Mark') && shownIn('<Mark/>', 'Mark'))
  assert.ok(!shownIn('<Marks />', 'Mark'))
})

test('every component of web/src/ui stands on the page', () => {
  assert.ok(components.length >= 30, components.join(' '))
  assert.deepEqual(
    components.filter((name) => !shownIn(page, name)),
    [],
    'add them to web/src/features/design/components',
  )
})

test('every component of web/src/ui is in DESIGN.md', () => {
  const told = readFileSync(new URL('DESIGN.md', ui), 'utf8')
  assert.deepEqual(
    components.filter((name) => !new RegExp(`\`${name}\\b`).test(told)),
    [],
  )
})

test('the page is not in the production build, and whatever else the router shows is', async () => {
  const built = (await build({
    root: fileURLToPath(web),
    configFile: fileURLToPath(new URL('vite.config.ts', web)),
    mode: 'production',
    logLevel: 'error',
    build: { write: false, minify: false },
  })) as Rolldown.RolldownOutput
  const modules = built.output.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []))
  assert.ok(modules.some((path) => path.includes('/features/today/')))
  assert.deepEqual(
    modules.filter((path) => path.includes('/features/design/')),
    [],
  )
  const code = built.output.map((one) => (one.type === 'chunk' ? one.code : String(one.source))).join('\n')
  assert.ok(!code.includes('/app/design'), 'its route')
  assert.ok(!code.includes('.specimen'), 'its styles')
})
