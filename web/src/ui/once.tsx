import { t } from '#i18n/t.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { toast } from './toast.tsx'

/** A secret that is shown this once: to be read, selected or copied. */
export function Once({ label, value }: { label: string; value: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    toast(t('ui.copied'))
  }
  return (
    <Field label={label}>
      {(belongs) => (
        <div className="secret">
          <input className="input" {...belongs} readOnly value={value} onFocus={(event) => event.target.select()} />
          <Button icon="copy" onClick={copy}>
            {t('ui.copy')}
          </Button>
        </div>
      )}
    </Field>
  )
}
