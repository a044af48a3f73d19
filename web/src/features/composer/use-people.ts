import { useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useHere } from '#app/here.ts'
import { factsOf } from '#app/networks.ts'
import { Problem } from '#app/problem.ts'
import type { Channel } from '#posts/types.ts'
import { peopleQuery } from './api/people.ts'
import { type Answered, askable, offered, type Somebody, type Trouble, troublesOf } from './people.ts'

/** Typing rests for so long before anybody is asked. */
const RESTS_MS = 200

interface Offer {
  people: Somebody[]
  troubles: { network: string; trouble: Trouble }[]
  /** All have answered what stands there now. */
  settled: boolean
  /** There is a network to ask. */
  asks: boolean
}

/** Those who may be meant on these channels. @param words null: no mention is being typed */
export function usePeople(channels: Channel[], words: string | null): Offer {
  const { handle } = useHere()
  const [asked, setAsked] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(words), words === null ? 0 : RESTS_MS)
    return () => clearTimeout(timer)
  }, [words])
  const able = askable(channels, (network) => factsOf(network)?.mentions !== undefined)
  const whom = asked === null ? [] : able
  const asks = able.length > 0
  const queries = useQueries({ queries: whom.map(({ id }) => peopleQuery(handle, id, asked ?? '')) })
  const settled = queries.every(({ isPending }) => !isPending)
  const answers = queries.flatMap(({ data, error }, at): Answered[] => {
    const network = whom[at]?.network ?? ''
    if (data) return [{ network, ...data }]
    return error ? [{ network, items: [], trouble: tooFast(error) ? 'too-fast' : 'silent' }] : []
  })
  // While the next letters are asked, those who still fit stay.
  const [last, setLast] = useState<{ words: string; answers: Answered[] } | null>(null)
  const told = JSON.stringify(answers)
  useEffect(() => {
    if (settled && asked !== null) setLast({ words: asked, answers: JSON.parse(told) })
  }, [settled, asked, told])
  if (words === null || !last) return { people: [], troubles: [], settled: false, asks }
  const fresh = last.words === words
  const people = offered(last.answers, words, fresh)
  return { people, troubles: troublesOf(last.answers), settled: settled && fresh, asks }
}

const tooFast = (error: unknown): boolean => error instanceof Problem && error.status === 429
