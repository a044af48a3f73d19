import { lazy, Suspense, useSyncExternalStore } from 'react'
import { learnRoom } from '#i18n/rooms.ts'
import { onProofAsked, proofAsked } from './prove.ts'

const ProofDialog = lazy(async () => {
  const [page] = await Promise.all([import('#features/session/components/proof-dialog.tsx'), learnRoom('session')])
  return { default: page.ProofDialog }
})

/** Over the page, while a grave act waits for somebody to show who she is. */
export function ProofOver() {
  const proof = useSyncExternalStore(onProofAsked, proofAsked)
  return (
    proof && (
      <Suspense>
        <ProofDialog />
      </Suspense>
    )
  )
}
