import { CopyButton } from './copy-button.tsx'
import { Field } from './field.tsx'

/** A secret that is shown this once: to be read, selected or copied. */
export function Once({ label, value }: { label: string; value: string }) {
  return (
    <Field label={label}>
      {(belongs) => (
        <div className="secret">
          <input className="input" {...belongs} readOnly value={value} onFocus={(event) => event.target.select()} />
          <CopyButton text={value} of={label} />
        </div>
      )}
    </Field>
  )
}
