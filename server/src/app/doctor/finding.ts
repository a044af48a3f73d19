/** What a check found. `mend` says in a sentence what to do, for all but what is well. */
export type Finding =
  | { mark: 'well'; text: string }
  | { mark: 'mind' | 'wrong'; text: string; mend: string }
  /** Not looked at, because something else must be mended first. */
  | { mark: 'skipped'; text: string }

export const well = (text: string): Finding => ({ mark: 'well', text })
/** It works, and somebody should know. */
export const mind = (text: string, mend: string): Finding => ({ mark: 'mind', text, mend })
/** It does not work. */
export const wrong = (text: string, mend: string): Finding => ({ mark: 'wrong', text, mend })
export const skipped = (text: string): Finding => ({ mark: 'skipped', text })

const MARKS = { well: '✓', mind: '!', wrong: '✗', skipped: '·' }

/** One finding as lines for a terminal. */
export function linesOf(finding: Finding): string[] {
  const line = `${MARKS[finding.mark]} ${finding.text}`
  return 'mend' in finding ? [line, `    → ${finding.mend}`] : [line]
}

export type Check = () => Finding | Finding[] | Promise<Finding | Finding[]>

/** Runs a check; one that fails itself is a finding like any other. */
export async function look(name: string, check: Check): Promise<Finding[]> {
  try {
    return [await check()].flat()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [
      wrong(
        `${name} could not be checked: ${why}`,
        'If this stays after the rest is mended, report it with this line.',
      ),
    ]
  }
}
