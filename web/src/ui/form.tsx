import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Problem, troubleAt } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Notice } from './notice.tsx'

/**
 * What is typed in a form, kept whatever happens. The names are the server's paths (`person.email`), so that an error
 * finds its field by itself; it goes when the field is changed, and the first wrong field gets the focus.
 */
export function useForm<Name extends string>(initial: Record<Name, string>, error: unknown) {
  const [values, setValues] = useState(initial)
  const [mended, setMended] = useState<{ of: unknown; names: ReadonlySet<string> }>({ of: null, names: new Set() })
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [error])

  const set = (name: Name, value: string) => {
    setValues((before) => ({ ...before, [name]: value }))
    setMended((before) => ({ of: error, names: new Set(before.of === error ? before.names : []).add(name) }))
  }
  return {
    ref: form,
    values,
    set,
    /** Back to how it began, once what was typed is kept elsewhere. */
    empty: () => setValues(initial),
    /** All that a field of this name needs. */
    field: (name: Name) => ({
      name,
      value: values[name],
      onChange: (value: string) => set(name, value),
      error: mended.of === error && mended.names.has(name) ? null : troubleAt(error, name),
    }),
    /** For `onSubmit`: stays on the page. */
    onSubmit: (act: (values: Record<Name, string>) => void) => (event: FormEvent) => {
      event.preventDefault()
      act(values)
    },
    names: Object.keys(initial),
  }
}

/** What no field of the form can say: a refusal as a whole, fields that are not on the page, no answer at all. */
export function FormTrouble({ error, names = [] }: { error: unknown; names?: string[] }) {
  // Who was signed out is asked to sign in over the page; the form has nothing to add.
  if (!error || (error instanceof Problem && error.status === 401)) return null
  if (!(error instanceof Problem)) return <Notice kind="trouble" title={t('ui.noAnswer')} text={t('ui.noAnswerText')} />
  const elsewhere = error.fields.filter((field) => !names.includes(field.path))
  if (error.fields.length > 0 && elsewhere.length === 0) return null
  return (
    <Notice
      kind="trouble"
      title={error.message || t('ui.notDone')}
      text={elsewhere.map((field) => field.message).join(' ')}
    />
  )
}
