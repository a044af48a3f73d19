import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from 'react-router'
import { room } from '#app/address.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { NotFound } from '#app/not-found.tsx'
import { Problem } from '#app/problem.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { storyQuery } from '../api/deliveries.ts'
import { NativePost } from '../components/native-post.tsx'
import '#posts/said.css'
import '../post.css'

/** `/app/{handle}/deliveries/{delivery}`, as letters and lists name it: its place on the page of its post. */
export function DeliveryPage() {
  const { handle } = useHere()
  const { delivery = '' } = useParams()
  const story = useQuery(storyQuery(handle, delivery))
  if (story.data?.post) return <Navigate to={`${room.post(handle, story.data.post)}?delivery=${delivery}`} replace />
  if (story.data?.sameAs) return <Navigate to={room.delivery(handle, story.data.sameAs)} replace />
  if (story.data?.origin === 'network') return <NativePost story={story.data} />
  if (story.isError && !(story.error instanceof Problem && story.error.status === 404))
    return <NotLoaded again={() => story.refetch()} />
  return story.isPending ? <Skeleton lines={[60, 100]} /> : <NotFound />
}
