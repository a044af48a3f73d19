import { useCallback, useEffect, useRef, useState } from 'react'
import { useHere } from '#app/here.ts'
import type { Uploaded } from '#posts/types.ts'
import { uploadPicture } from './api/send.ts'

export interface Upload {
  key: number
  file: File
  /** 0 to 1; null while it waits for the ones before it. */
  progress: number | null
  error: unknown
}

/** Takes pictures to the server, one after the other in the order in which they were chosen; what fails stays in sight until it is taken away. */
export function useUploads(done: (file: Uploaded) => void) {
  const { handle } = useHere()
  const [uploads, setUploads] = useState<Upload[]>([])
  const last = useRef(0)
  const queue = useRef<Promise<void>>(Promise.resolve())
  const stops = useRef(new Map<number, AbortController>())
  const finish = useRef(done)
  useEffect(() => {
    finish.current = done
  })
  useEffect(() => {
    const all = stops.current
    return () => {
      for (const stop of all.values()) stop.abort()
    }
  }, [])

  const drop = useCallback((key: number) => {
    stops.current.get(key)?.abort()
    setUploads((before) => before.filter((one) => one.key !== key))
  }, [])
  const add = useCallback(
    (files: File[]) => {
      for (const file of files) {
        last.current += 1
        const key = last.current
        const stop = new AbortController()
        stops.current.set(key, stop)
        const set = (change: Partial<Upload>) =>
          setUploads((before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)))
        setUploads((before) => [...before, { key, file, progress: null, error: null }])
        queue.current = queue.current.then(async () => {
          if (stop.signal.aborted) return
          set({ progress: 0 })
          try {
            const uploaded = await uploadPicture(file, handle, (progress) => set({ progress }), stop.signal)
            setUploads((before) => before.filter((one) => one.key !== key))
            finish.current(uploaded)
          } catch (error) {
            if (!stop.signal.aborted) set({ error })
          }
        })
      }
    },
    [handle],
  )
  return { uploads, add, drop }
}
