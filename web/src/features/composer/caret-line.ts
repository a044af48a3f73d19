/** Where the line with the caret stands on the screen: a textarea does not tell, so that its words are set once more, unseen. */
const LIKE = [
  'font',
  'letterSpacing',
  'wordSpacing',
  'textIndent',
  'textTransform',
  'tabSize',
  'direction',
  'padding',
  'lineHeight',
] as const

/** Top and bottom in pixels of the screen, never outside of the field. */
export function caretLine(area: HTMLTextAreaElement, at: number): { top: number; bottom: number } {
  const style = getComputedStyle(area)
  const twin = document.createElement('div')
  for (const name of LIKE) twin.style[name] = style[name]
  Object.assign(twin.style, {
    position: 'fixed',
    insetBlockStart: '0',
    visibility: 'hidden',
    boxSizing: 'border-box',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    inlineSize: `${area.clientWidth}px`,
  })
  const mark = document.createElement('span')
  mark.textContent = '\u200b'
  twin.append(area.value.slice(0, at), mark)
  document.body.append(twin)
  const { offsetTop, offsetHeight } = mark
  twin.remove()
  const box = area.getBoundingClientRect()
  const within = (y: number) => Math.min(Math.max(y, box.top), box.bottom)
  const top = box.top + area.clientTop + offsetTop - area.scrollTop
  return { top: within(top), bottom: within(top + offsetHeight) }
}
