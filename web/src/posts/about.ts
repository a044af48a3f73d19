/** What a post is about, and for whom: its content area, its branch, what it serves. The lists to choose from, and the names. */
import { useQuery } from '@tanstack/react-query'
import { useHere } from '#app/here.ts'
import { areasQuery, branchesQuery } from '#app/query.ts'
import { goalsQuery, plansQuery } from '#goals/api.ts'
import { goalName } from '#goals/words.ts'
import { t } from '#i18n/t.ts'
import { type Named, servedBy } from './served.ts'
import type { Post } from './types.ts'

/**
 * What stands to choose, and how what is chosen is called; what is chosen and no longer stands is called that.
 * @param choosing whether somebody may choose anew; else only the lists are asked for in which a name is looked up
 */
export function useAbout({ area, branch, serves }: Pick<Post, 'area' | 'branch' | 'serves'>, choosing: boolean) {
  const { handle, library } = useHere()
  const areas = useQuery({ ...areasQuery(handle), enabled: choosing || area !== null }).data
  const every = useQuery({ ...branchesQuery(handle), enabled: choosing || branch !== null }).data
  const limited = library.branches.length > 0
  const branches = (every ?? []).filter(({ id }) => !limited || library.branches.includes(id))
  const goals = useQuery({ ...goalsQuery(handle), enabled: choosing || serves !== null })
  const plans = useQuery({ ...plansQuery(handle), enabled: choosing || serves !== null })
  const served = servedBy(goals.data ?? [], plans.data ?? [], serves, goalName)
  const all = goals.data && plans.data && [...served.goals, ...served.objectives]
  // Nothing is called retired before its list was seen.
  const called = (list: Named[] | undefined, id: string | null, gone: string) =>
    id === null || !list ? null : (list.find((one) => one.id === id)?.name ?? gone)
  return {
    /** Whether it is the goal that is served, and not an objective. */
    servesGoal: served.goals.some(({ id }) => id === serves),
    areas: areas ?? [],
    branches,
    limited,
    served,
    areaName: called(areas, area, t('posts.areaRetired')),
    branchName: called(every, branch, t('posts.branchRetired')),
    servesName: called(all, serves, t('posts.servesGone')),
  }
}
