import { useState } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'

/** A secret that is shown this once: to be read, selected or copied. */
export function Once({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
  }
  return (
    <Field label={label}>
      {(belongs) => (
        <div className="secret">
          <input className="input" {...belongs} readOnly value={value} onFocus={(event) => event.target.select()} />
          <Button icon={copied ? 'check' : 'copy'} onClick={copy}>
            {copied ? t('ui.copied') : t('ui.copy')}
          </Button>
        </div>
      )}
    </Field>
  )
}
