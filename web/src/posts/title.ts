/** As long as a heading may be before it takes a third line on a phone. */
const MAX = 60

/** The beginning of what is written, as a heading: its first line with words, cut between words. */
export function titleIn(text: string): string {
  const line =
    text
      .split('\n')
      .find((one) => /[^\s-]/.test(one))
      ?.trim() ?? ''
  if (line.length <= MAX) return line
  const head = line.slice(0, MAX)
  const at = head.lastIndexOf(' ')
  return `${(at > MAX / 2 ? head.slice(0, at) : head).replace(/[\s.,;:]+$/, '')}…`
}
