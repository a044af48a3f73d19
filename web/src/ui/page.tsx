import { type ReactNode, useEffect } from 'react'
import { t } from '#i18n/t.ts'

/** A room's title, in the page and in the window (`window`, where that differs); `above` is the second voice over it. */
export function PageTitle({
  title,
  window = title,
  above,
  below,
  actions,
}: {
  title: string
  window?: string
  above?: ReactNode
  below?: ReactNode
  actions?: ReactNode
}) {
  useEffect(() => {
    document.title = t('ui.windowTitle', { title: window })
  }, [window])
  return (
    <div className="title">
      <div>
        {above && <p className="muted">{above}</p>}
        <h1>{title}</h1>
        {below && <p className="muted">{below}</p>}
      </div>
      {actions && <div className="toolbar">{actions}</div>}
    </div>
  )
}
