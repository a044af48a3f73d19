import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { mayManage } from '#app/may.ts'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { NetworkMark } from '#ui/network-mark.tsx'
import { Notice } from '#ui/notice.tsx'
import { PageTitle } from '#ui/page.tsx'
import { signInsQuery } from '../api/channels.ts'
import { WayIn } from '../components/way-in.tsx'
import { addable } from '../types.ts'
import '../channels.css'

/** `/app/{handle}/channels/new?network=…`: which network, then how. The choice stands in the address. */
export function NewChannelPage() {
  const { handle, library } = useHere()
  const [search, setSearch] = useSearchParams()
  const manages = mayManage(library.role)
  const signIns = useQuery({ ...signInsQuery(handle), enabled: manages })
  /** The network has a sign-in of its own that cannot be done here. */
  const barred = (network: string) => signIns.data?.items.some((one) => one.network === network && one.why !== null)
  const chosen = addable().find(({ network }) => network === search.get('network'))
  return (
    <>
      <PageTitle
        title={t('channels.add')}
        above={<Link to={room.channels(handle)}>{t('app.channels')}</Link>}
        below={t('channels.addText')}
      />
      {manages ? (
        <>
          <fieldset className="stack which">
            <legend className="head">
              <span>{t('channels.which')}</span>
            </legend>
            <div className="nets">
              {addable().map(({ network, name, can }) => (
                <label className="net" key={network}>
                  <input
                    type="radio"
                    name="network"
                    checked={network === chosen?.network}
                    onChange={() => setSearch({ network }, { replace: true })}
                  />
                  <NetworkMark network={network} />
                  <span>
                    <b>{name}</b>
                    <small className="muted">
                      {t(
                        can.oauth && !barred(network)
                          ? 'channels.bySignIn'
                          : can.publish
                            ? 'channels.byPassword'
                            : 'channels.byHand',
                      )}
                    </small>
                  </span>
                  <span className="tick">
                    <Icon name="check" />
                  </span>
                </label>
              ))}
            </div>
            <p className="small muted">{t('channels.twoPeople')}</p>
          </fieldset>
          {chosen && <WayIn key={chosen.network} facts={chosen} />}
          {chosen?.can.publish && <Notice icon="lock" title={t('channels.locked')} text={t('channels.lockedText')} />}
        </>
      ) : (
        <Notice icon="lock" title={t('channels.notYours')} text={t('channels.notYoursText')} />
      )}
    </>
  )
}
