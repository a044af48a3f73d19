import { useEffect, useState } from 'react'
import type { Library } from '#app/api.types.ts'
import { isClash, Problem, troubleAt } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { toast } from '#ui/toast.tsx'
import { useChangeLibrary } from '../api/library.ts'

type Settable = 'name' | 'zone' | 'language' | 'lateLimitMinutes'

/**
 * One setting: what is chosen is kept at once and said with an Undo. What the server refuses stays in the field with the
 * reason, and what another person changed meanwhile is never overwritten.
 */
export function useSetting<Name extends Settable>(library: Library, name: Name, label: string) {
  const change = useChangeLibrary(library.handle)
  const [draft, setDraft] = useState<Library[Name]>(library[name])
  useEffect(() => setDraft(library[name]), [library, name])

  const keep = (value: Library[Name]) => {
    setDraft(value)
    const before = library[name]
    if (value === before) return change.reset()
    change.mutate(
      { version: library.version, [name]: value },
      { onSuccess: (now) => toast(t('settings.kept', { field: label }), () => takeBack(before, now.version)) },
    )
  }
  const takeBack = (before: Library[Name], version: number) =>
    change.mutate({ version, [name]: before }, { onSuccess: () => toast(t('settings.takenBack', { field: label })) })
  const clash = isClash(change.error)
  const said = change.error instanceof Problem ? change.error.message : change.error && t('ui.noAnswerText')
  return {
    label,
    value: draft,
    type: setDraft,
    keep,
    error: clash ? t('settings.changedElsewhere') : (troubleAt(change.error, name) ?? (said || null)),
  }
}
