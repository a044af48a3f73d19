/** The findings as they are listed. Pure. */
import type { Finding } from '#posts/types.ts'

export interface Found {
  finding: Finding
  /** Of which channels it is said; none where it is said of the one text. */
  channels: string[]
}

/** What is fine in the same words for several texts is one line: there is nothing to do about it, so nothing to tell apart. */
export function foundTogether(findings: Finding[]): Found[] {
  const found: Found[] = []
  const fine = new Map<string, Found>()
  for (const finding of findings) {
    const channels = finding.channel === null ? [] : [finding.channel]
    const key = `${finding.rule} ${finding.message}`
    const there = finding.level === 'fine' ? fine.get(key) : undefined
    if (!there) {
      const one = { finding, channels }
      found.push(one)
      if (finding.level === 'fine') fine.set(key, one)
    } else if (channels.length === 0) there.channels = []
    else if (there.channels.length > 0) there.channels = [...new Set([...there.channels, ...channels])]
  }
  return found
}
