/** English words of the catalogue that stand on a page which is read in another language. */
import type { Page } from 'playwright-core'
import { en } from '../../src/i18n/en/index.ts'
import type { Message } from '../../src/i18n/t.ts'

/** Fewer letters beside the values say nothing: `{value} ({low} to {high})`. */
const TELLING_LETTERS = 6
const forms = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message))
const letters = (text: string): number => text.replace(/\{\w+\}/g, '').match(/\p{L}/gu)?.length ?? 0
const plain = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const patternOf = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split(/\{\w+\}/)
      .map(plain)
      .join('.+')}$`,
    'su',
  )

/**
 * Finds the English messages among what was read on a page.
 * @param other the catalogue that is read there: what both languages say alike is not told
 */
export function englishIn(said: Iterable<string>, other: { readonly [key: string]: Message | undefined }): string[] {
  const texts = [...new Set(said)]
  return Object.entries(en).flatMap(([key, message]) => {
    const alike = other[key] === undefined ? [] : forms(other[key])
    const telling = forms(message).filter(
      (text) => !alike.includes(text) && letters(text) >= (text.includes('{') ? TELLING_LETTERS : 2),
    )
    const patterns = telling.map(patternOf)
    return texts.filter((text) => patterns.some((pattern) => pattern.test(text))).map((text) => `${key}: ${text}`)
  })
}

/** All that a page says: its lines, its pieces of text, and what is only heard or shown in fields. */
export async function saidOn(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const said = document.body.innerText.split('\\n')
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let one = walk.nextNode(); one; one = walk.nextNode())
      if (!['SCRIPT', 'STYLE'].includes(one.parentElement.tagName)) said.push(one.data)
    for (const one of document.body.querySelectorAll('*')) {
      for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'])
        if (one.hasAttribute(name)) said.push(one.getAttribute(name))
      if (['P', 'LI', 'LABEL', 'BUTTON', 'A', 'TD', 'SPAN', 'SUMMARY'].includes(one.tagName)) said.push(one.textContent)
    }
    said.push(document.title)
    return [...new Set(said.map((text) => text.trim()).filter((text) => text !== ''))]
  })()`)
}
