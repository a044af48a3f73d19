import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useHere } from '#app/here.ts'
import { checkQuery } from './api/check.ts'
import type { Saving } from './saver.ts'

/** After a save, before the links and the networks are asked. */
const RESTS_MS = 700

/** What the server says of the post as it was saved last. */
export function useChecks(saving: Saving) {
  const { handle } = useHere()
  const { post, version } = saving.queue
  const [asked, setAsked] = useState(saving.status === 'saved' ? version : null)
  useEffect(() => {
    if (saving.status !== 'saved') return
    const timer = setTimeout(() => setAsked(version), RESTS_MS)
    return () => clearTimeout(timer)
  }, [saving.status, version])
  return useQuery(checkQuery(handle, post, asked))
}
