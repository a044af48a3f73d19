import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId, useState } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** What a control needs to belong to its label, its hint and its error. */
export interface Belongs {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}
interface Frame {
  label: string
  hint?: ReactNode
  error?: string | null
}

/** The label above, the hint under it, the error under the field in words. `children` draws the control. */
export function Field({ label, hint, error, children }: Frame & { children: (belongs: Belongs) => ReactNode }) {
  const id = useId()
  const about = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children({ id, 'aria-describedby': about || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <span className="error" id={`${id}-error`}>
          <Icon name="octagon-alert" />
          <span>{error}</span>
        </span>
      )}
    </div>
  )
}

type Input = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> & { onChange: (value: string) => void }

/** One line of text (or a date, a time, an address: the browser's own inputs). */
export function TextField({ label, hint, error, onChange, ...rest }: Frame & Input) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(belongs) => (
        <input className="input" {...rest} {...belongs} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

/** A password: hidden until the person asks to see it. */
export function SecretField({ label, hint, error, onChange, ...rest }: Frame & Input) {
  const [shown, setShown] = useState(false)
  return (
    <Field label={label} hint={hint} error={error}>
      {(belongs) => (
        <div className="secret">
          <input
            className="input"
            {...rest}
            {...belongs}
            type={shown ? 'text' : 'password'}
            onChange={(event) => onChange(event.target.value)}
          />
          <Button aria-label={shown ? t('ui.hideSecret') : t('ui.showSecret')} onClick={() => setShown(!shown)}>
            {shown ? t('ui.hide') : t('ui.show')}
          </Button>
        </div>
      )}
    </Field>
  )
}

type Select = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> & { onChange: (value: string) => void }

/** One of many, known beforehand. `children` are the options. */
export function SelectField({ label, hint, error, onChange, ...rest }: Frame & Select) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(belongs) => (
        <select className="select" {...rest} {...belongs} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

/** Yes or no. */
export function Check({
  label,
  checked,
  onChange,
}: {
  label: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  )
}
