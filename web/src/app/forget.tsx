/** To make somebody anonymous is asked for in several rooms, and rarely: the dialog and its words come when it is. */
import { lazy } from 'react'
import { learnRoom } from '#i18n/rooms.ts'

const words = () => learnRoom('leaving')
export const ForgetDialog = lazy(async () => {
  const [page] = await Promise.all([import('#features/leaving/components/forget-dialog.tsx'), words()])
  return { default: page.ForgetDialog }
})
export const OwnName = lazy(async () => {
  const [page] = await Promise.all([import('#features/leaving/components/own-name.tsx'), words()])
  return { default: page.OwnName }
})
