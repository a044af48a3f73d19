import type { OverlayTrouble } from '#db/schema/calendar.ts'

/** What was in the way, and what to do. */
export function troubleWords(trouble: OverlayTrouble, status: number | null): string {
  switch (trouble) {
    case 'too-large':
      return 'This calendar is larger than 10 MB, so we stopped reading it. Ask for one of fewer years or fewer rooms.'
    case 'private-address':
      return 'This address leads into a private network, where we do not go. Export a file there, and add that.'
    case 'no-such-host':
      return 'Nobody answers under this name. Check the address for a slip of the pen.'
    case 'no-answer':
      return 'The other side did not answer in time. We try again by ourselves where the calendar is added already.'
    case 'turns':
      return 'The address sends us round in circles. Open it in your browser, and copy where it ends.'
    case 'no-calendar':
      return 'This is no calendar that we can read. Look for a link named iCal, ICS or “subscribe”; its file ends in .ics.'
    case 'address-lost':
      return 'The address was sealed with a key that is not here any more. Add the calendar again.'
    case 'unforeseen':
      return 'Something went wrong on our side over this calendar. We try again by ourselves; the log of the server says more.'
    case 'status':
      return status === 401 || status === 403
        ? 'The other side asks who we are. Use the calendar’s public address, or its secret address.'
        : status === 404 || status === 410
          ? 'There is no calendar at this address any more.'
          : `The other side answered with an error${status === null ? '' : ` (${status})`}.`
  }
}
