/** The strategic plan and six goals that stand differently: met, on track, at risk, missed, just begun and so without a figure. All on channels that are read. */
import type { ChannelKey } from './places.ts'
import { ago, dayFrom, personOf, type World } from './world.ts'

const PLAN = {
  name: 'Open doors: plan of the library for three years',
  priorities: [
    {
      name: 'Everybody knows what is here for them',
      objectives: [
        'Reach residents who have not come in for a year',
        'Tell families of every branch what is on, a week ahead',
      ],
    },
    { name: 'The county’s memory', objectives: ['Bring the photograph drawer to people who can name the faces'] },
    { name: 'A library that listens', objectives: ['Answer where people ask', 'Let readers recommend to readers'] },
  ],
}

interface DemoGoal {
  measure: string
  per: 'now' | 'month'
  channel: ChannelKey | null
  objective: number
  baseline: number
  target: number
  /** Days from today. */
  starts: number
  due: number
  why: string
  owner: string
}
const GOALS: readonly DemoGoal[] = [
  {
    measure: 'audience.followers',
    per: 'now',
    channel: 'fedi',
    objective: 0,
    baseline: 1_390,
    target: 2_300,
    starts: -300,
    due: 45,
    why: 'neighbors who left the larger networks look for us there',
    owner: 'ana@harbor.example',
  },
  {
    measure: 'audience.followers',
    per: 'now',
    channel: 'sky',
    objective: 0,
    baseline: 860,
    target: 2_200,
    starts: -300,
    due: 120,
    why: 'the schools and the town answer us there',
    owner: 'jonah@harbor.example',
  },
  {
    measure: 'engagement.reactions',
    per: 'month',
    channel: 'fedi',
    objective: 1,
    baseline: 1_150,
    target: 3_500,
    starts: -330,
    due: 60,
    why: 'who is glad of a story time tells the other parents',
    owner: 'mei@harbor.example',
  },
  {
    measure: 'engagement.shares',
    per: 'month',
    channel: 'fedi',
    objective: 2,
    baseline: 60,
    target: 1_400,
    starts: -270,
    due: -20,
    why: 'somebody’s aunt knows the face in the picture',
    owner: 'tomas@harbor.example',
  },
  {
    measure: 'engagement.comments',
    per: 'month',
    channel: 'sky',
    objective: 3,
    baseline: 20,
    target: 380,
    starts: -240,
    due: 200,
    why: 'a question that is answered in public is answered for many',
    owner: 'priya@harbor.example',
  },
  {
    measure: 'engagement.shares',
    per: 'month',
    channel: 'sky',
    objective: 4,
    baseline: 470,
    target: 700,
    starts: -5,
    due: 250,
    why: 'readers show each other what they read',
    owner: 'priya@harbor.example',
  },
]

export function addStrategy(world: World): void {
  const { rows, chance } = world
  const made = ago(world, 350)
  const ana = personOf(world, 'ana@harbor.example')
  const part = (kind: string, of_id: string | null, words: string, position: number, more: object = {}) => {
    const id = chance.id(made)
    rows.add('plan_part', {
      id,
      kind,
      of_id,
      words,
      position,
      version: 1,
      created_at: made,
      created_by: ana,
      updated_at: made,
      starts: null,
      ends: null,
      ...more,
    })
    return id
  }
  const plan = part('plan', null, PLAN.name, 0, { starts: dayFrom(world, -350), ends: dayFrom(world, 745) })
  const objectives = PLAN.priorities.flatMap(({ name, objectives: of }, at) => {
    const priority = part('priority', plan, name, at)
    return of.map((words, position) => part('objective', priority, words, position))
  })
  for (const { measure, per, channel, objective, baseline, target, starts, due, why, owner } of GOALS) {
    const id = chance.id(made)
    const stated = {
      measure,
      per,
      channel_id: channel ? world.channels[channel] : null,
      objective_id: objectives[objective],
      name: null,
      why,
      baseline,
      target,
      starts: dayFrom(world, starts),
      due: dayFrom(world, due),
      owner_id: personOf(world, owner),
    }
    const at = ago(world, -starts)
    rows.add('goal', {
      id,
      ...stated,
      baseline_n: null,
      baseline_from: null,
      baseline_to: null,
      baseline_how: 'typed',
      version: 1,
      created_at: at,
      created_by: ana,
      updated_at: at,
    })
    serve(world, id, objective)
  }
}

/** What history posts and questions serve can be followed from the goal to the post, and back. */
function serve(world: World, goal: string, objective: number): void {
  const about = [/open|card|know/i, /story time/i, /photograph|harbor county/i, /question/i, /recommend|book club/i][
    objective
  ]!
  for (const post of world.rows.of('post'))
    if (post.serves_id === null && about.test(String(post.title)) && world.chance.happens(0.5)) post.serves_id = goal
}
