import { useEffect, useRef, useState } from 'react'
import { Problem } from '#app/problem.ts'

/** Errors of the server at the fields they name, until that field is changed. The first one gets the focus. */
export interface Troubles {
  at(path: string): string | null
  /** The first message at this path or below it (`channels`, `channels.2`). */
  under(path: string): string | null
  /** How many are not mended yet. */
  open: number
  /** Of no field on this page. */
  rest: string[]
  clear(path: string): void
}

export function useTroubles(error: unknown, shownPaths: (path: string) => boolean): Troubles {
  const [mended, setMended] = useState<{ of: unknown; paths: string[] }>({ of: null, paths: [] })
  const seen = useRef<unknown>(null)
  useEffect(() => {
    if (!error || seen.current === error) return
    seen.current = error
    document.querySelector<HTMLElement>('.composer [aria-invalid="true"]')?.focus()
  }, [error])

  const fields = error instanceof Problem ? error.fields : []
  const below = (path: string, of: string) => path === of || path.startsWith(`${of}.`)
  const open = fields.filter(({ path }) => !(mended.of === error && mended.paths.some((one) => below(path, one))))
  return {
    at: (path) => open.find((field) => field.path === path)?.message ?? null,
    under: (path) => open.find((field) => below(field.path, path))?.message ?? null,
    open: open.length,
    rest: open.filter(({ path }) => !shownPaths(path)).map(({ message }) => message),
    clear: (path) =>
      setMended((before) => ({ of: error, paths: before.of === error ? [...before.paths, path] : [path] })),
  }
}
