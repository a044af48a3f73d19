import type { Progress } from './types.ts'

type Told = Extract<Progress['forecast'], { is: 'told' }>

/** The forecast, where there is one and its day has not passed: what has been is no matter of likelihood. */
export const aheadIn = ({ forecast, asOf }: Pick<Progress, 'forecast' | 'asOf'>): Told | null =>
  forecast.is === 'told' && forecast.on >= asOf ? forecast : null
