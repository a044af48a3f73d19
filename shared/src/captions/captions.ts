/** Captions: WebVTT (W3C, https://www.w3.org/TR/webvtt1/) and SubRip, read into cues and written as plain WebVTT. Pure. */
import { bad, good, type Outcome } from '../outcome.ts'

/** Times in milliseconds from the beginning. `settings`: where it stands, as WebVTT writes it. */
export interface Cue {
  start: number
  end: number
  settings: string
  text: string
}
/** What is wrong, and on which line (from 1). */
export type CaptionTrouble =
  | { code: 'no-captions' }
  | { code: 'no-cues' }
  | { code: 'time'; line: number }
  | { code: 'backwards'; line: number }

const ARROW = /^\s*(\S+)\s+-->\s+(\S+)(?:\s+(.*))?$/
/** Hours may be left out; SubRip parts milliseconds with a comma. */
const TIME = /^(?:(\d{1,4}):)?([0-5]?\d):([0-5]\d)[.,](\d{1,3})$/
const HEAD = /^WEBVTT(?:[ \t].*)?$/

/** Reads either kind, told apart by its own first lines and not by a name. Comments, styles and regions are left behind. */
export function readCaptions(text: string): Outcome<{ cues: Cue[] }, CaptionTrouble> {
  const lines = text
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '\ufffd')
    .split(/\r\n|\r|\n/)
  const vtt = HEAD.test(lines[0] ?? '')
  if (!vtt && !isSubRip(lines)) return bad({ code: 'no-captions' })
  const cues: Cue[] = []
  let at = vtt ? endOf(lines, 0) : 0
  while (at < lines.length) {
    const end = endOf(lines, at)
    const block = lines.slice(at, end)
    const arrow = block.findIndex((line) => line.includes('-->'))
    if (arrow === 0 || arrow === 1) {
      const cue = cueOf(block.slice(arrow), at + arrow + 1, vtt)
      if (!cue.ok) return cue
      if (cue.value.text !== '') cues.push(cue.value)
    }
    at = end + 1
  }
  return cues.length > 0 ? good({ cues }) : bad({ code: 'no-cues' })
}

/** The line after the block that begins at `at`: blank, or the end. */
function endOf(lines: string[], at: number): number {
  let end = at
  while (end < lines.length && lines[end]!.trim() !== '') end += 1
  return end
}

/** A number alone, then a time with an arrow: nothing else begins so. */
function isSubRip(lines: string[]): boolean {
  const first = lines.findIndex((line) => line.trim() !== '')
  if (first < 0) return false
  const arrow = /^\d+$/.test(lines[first]!.trim()) ? lines[first + 1] : lines[first]
  return ARROW.test(arrow ?? '')
}

function cueOf(block: string[], line: number, vtt: boolean): Outcome<Cue, CaptionTrouble> {
  const [, from = '', to = '', settings = ''] = ARROW.exec(block[0]!) ?? []
  const [start, end] = [timeOf(from), timeOf(to)]
  if (start === null || end === null) return bad({ code: 'time', line })
  if (end <= start) return bad({ code: 'backwards', line })
  const said = block.slice(1).join('\n').trim()
  // SubRip's further fields are coordinates of another screen.
  return good({ start, end, settings: vtt ? settings.trim() : '', text: vtt ? said : plain(said) })
}

function timeOf(text: string): number | null {
  const [, hours = '0', minutes, seconds, part] = TIME.exec(text) ?? []
  if (minutes === undefined) return null
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(part!.padEnd(3, '0'))
}

/** SubRip's fonts and places go; slanted, bold and underlined mean the same in WebVTT. A lone & or < would be read as markup. */
const plain = (text: string): string =>
  text
    .replace(/\{\\[^}]*\}/g, '')
    .replace(/<(?!\/?[biu]>)[^<>]*>/gi, '')
    .replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/g, '&amp;')
    .replace(/<(?!\/?[biu]>)/gi, '&lt;')
    .replaceAll('-->', '--&gt;')
    .trim()

export const writeWebVtt = (cues: Cue[]): string =>
  `WEBVTT\n\n${cues
    .map(
      ({ start, end, settings, text }) => `${clock(start)} --> ${clock(end)}${settings && ` ${settings}`}\n${text}\n`,
    )
    .join('\n')}`

function clock(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const seconds = Math.floor(ms / 1000)
  const at = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(ms % 1000).padStart(3, '0')}`
  return `${two(Math.floor(seconds / 3600))}:${at}`
}
