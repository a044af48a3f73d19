/** Every picture has alt text, unless the person said that it is decorative. */
import type { Check, CheckSource, Finding } from './finding.ts'

const nonText: CheckSource = {
  name: 'WCAG 2.2, 1.1.1 Non-text Content (level A)',
  url: 'https://www.w3.org/TR/WCAG22/#non-text-content',
}
const notAlternative: CheckSource = {
  name: 'WCAG 2.2, failure F30: text alternatives that are not alternatives',
  url: 'https://www.w3.org/WAI/WCAG22/Techniques/failures/F30',
}

const FILE_NAME = /^(?:\S+\.(?:jpe?g|png|gif|webp|heic|tiff?|avif)|(?:img|dsc|dscn|pxl|screenshot)[_\- ]?\d[\w\- ]*)$/i

export const altText: Check = ({ media }) => {
  const findings = media.flatMap(({ alt, decorative }, index): Finding[] => {
    if (decorative) return []
    const written = alt?.trim() ?? ''
    const base = { rule: 'alt-text', fix: null, at: null } as const
    const values = { number: index + 1 }
    if (written === '')
      return [
        {
          ...base,
          level: 'must',
          message: { key: 'checks.altText.missing', values },
          source: nonText,
        },
      ]
    if (FILE_NAME.test(written))
      return [
        {
          ...base,
          level: 'look',
          message: { key: 'checks.altText.fileName', values },
          source: notAlternative,
        },
      ]
    return []
  })
  if (findings.length > 0 || media.length === 0) return findings
  const message = { key: 'checks.altText.fine' as const, values: {} }
  return [{ rule: 'alt-text', level: 'fine', message, source: nonText, fix: null, at: null }]
}
