import { type ReactNode, useId } from 'react'

/** One place to fill in a sentence: its name is for who hears it, its error stands under the sentence. */
export function Slot({
  name,
  error,
  children,
}: {
  name: string
  error: string | null
  children: (belongs: {
    id: string
    'aria-invalid': true | undefined
    'aria-describedby': string | undefined
  }) => ReactNode
}) {
  const id = useId()
  return (
    <span className="slot">
      <label className="sr" htmlFor={id}>
        {name}
      </label>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': error ? `${id}-error` : undefined,
      })}
      {error && (
        <span className="sr" id={`${id}-error`}>
          {error}
        </span>
      )}
    </span>
  )
}
