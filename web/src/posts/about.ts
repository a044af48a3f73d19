/** What a post is about, and for whom: its content area, its branch, what it serves. The lists to choose from, and the names. */
import { useQuery } from '@tanstack/react-query'
import { useHere } from '#app/here.ts'
import { areasQuery, branchesQuery } from '#app/query.ts'
import { goalsQuery, plansQuery } from '#goals/api.ts'
import { goalName } from '#goals/words.ts'
import { t } from '#i18n/t.ts'
import { type Named, servedBy } from './served.ts'
import type { Post } from './types.ts'

/** What stands to choose, and how what is chosen is called; what is chosen and no longer stands is called that. */
export function useAbout({ area, branch, serves }: Pick<Post, 'area' | 'branch' | 'serves'>) {
  const { handle, library } = useHere()
  const areas = useQuery(areasQuery(handle)).data ?? []
  const every = useQuery(branchesQuery(handle)).data ?? []
  const limited = library.branches.length > 0
  const branches = limited ? every.filter(({ id }) => library.branches.includes(id)) : every
  const goals = useQuery(goalsQuery(handle))
  const plans = useQuery(plansQuery(handle))
  const served = servedBy(goals.data ?? [], plans.data ?? [], serves, goalName)
  const called = (list: Named[], id: string | null, gone: string) =>
    id === null ? null : (list.find((one) => one.id === id)?.name ?? gone)
  return {
    /** Whether it is the goal that is served, and not an objective. */
    servesGoal: served.goals.some(({ id }) => id === serves),
    areas,
    branches,
    limited,
    served,
    areaName: called(areas, area, t('posts.areaRetired')),
    branchName: called(every, branch, t('posts.branchRetired')),
    servesName: called([...served.goals, ...served.objectives], serves, t('posts.servesGone')),
  }
}
