/** English, complete: every other language has the same keys. `{…}` is filled in; a translation may turn the order. */
export const en = {
  'notice.delivery.refused.subject': '{network} did not take “{title}”',
  'notice.delivery.refused.what': '{network} refused to publish “{title}” on {channel}. It was due {due}.',
  'notice.delivery.refused.kept':
    'Nothing of it is public there. Your text and pictures are kept as they were, and other channels are not affected.',
  'notice.delivery.refused.todo':
    'Open the post, change what {network} objects to, and send it again; or cancel it for this channel.',

  'notice.delivery.unknown.subject': 'Is “{title}” out on {channel}? Please look',
  'notice.delivery.unknown.what':
    'We sent “{title}” to {network}, but no clear answer came back, and {network} does not tell us whether it is out. It was due {due}.',
  'notice.delivery.unknown.kept':
    'We do not send it again by ourselves, so that it cannot appear twice. Later posts on this channel go on.',
  'notice.delivery.unknown.todo':
    'Look at {channel} on {network}. Then say in Shelftalker “it is out”, with its address, or “it is not out”; after that it can be sent again.',

  'notice.delivery.held.subject': '“{title}” did not go out on {channel} and waits for you',
  'notice.delivery.held.what': '“{title}” was due on {channel} {due} and was not sent.',
  'notice.delivery.held.kept':
    'It is kept as it was and will not go out by itself, because it may no longer fit the moment.',
  'notice.delivery.held.todo': 'Choose a new time, publish it now, or cancel it.',

  'notice.delivery.partly.subject': 'Only a part of “{title}” is out on {channel}',
  'notice.delivery.partly.what':
    'The thread “{title}” stopped at part {part} of {parts} on {channel}. What came before is public.',
  'notice.delivery.partly.kept': 'The parts that are missing are kept and do not go out by themselves.',
  'notice.delivery.partly.todo': 'Continue the thread, leave it as it is, or remove what is out.',

  'notice.delivery.lost.subject': '“{title}” is no longer on {channel}',
  'notice.delivery.lost.what':
    '“{title}” went out on {network}, and an hour later it is not there any more. Somebody may have removed it on {channel} itself, or {network} did.',
  'notice.delivery.lost.kept': 'Your text and pictures are kept. Nothing is sent again by itself.',
  'notice.delivery.lost.todo':
    'Look at {channel} on {network}. If it should be there, open the post and send it again.',

  'notice.delivery.doubled.subject': '“{title}” stands twice on {channel}',
  'notice.delivery.doubled.what':
    'An hour after “{title}” went out, a second post with the same words stands on {channel}. We sent one; the other may have been made on {network} itself.',
  'notice.delivery.doubled.kept': 'Both stand as they are; nothing was removed.',
  'notice.delivery.doubled.todo': 'Look at both on {network}, and remove the one that is too many.',

  'notice.delivery.waiting-for-sign-in.subject': '{channel} needs a new sign-in before “{title}” can go out',
  'notice.delivery.waiting-for-sign-in.what':
    '{network} does not accept our sign-in for {channel} any more. “{title}” is due {due}.',
  'notice.delivery.waiting-for-sign-in.kept':
    'Everything that is planned stays planned. If the sign-in comes after the planned time, you are asked for a new one.',
  'notice.delivery.waiting-for-sign-in.todo': 'Open the channel and sign in at {network} again.',

  'notice.delivery.waiting-for-person.subject': 'Please post “{title}” on {channel} now',
  'notice.delivery.waiting-for-person.what': '“{title}” is due on {channel} ({network}), which is posted to by hand.',
  'notice.delivery.waiting-for-person.kept': 'Text, pictures, their descriptions and the link lie ready to be copied.',
  'notice.delivery.waiting-for-person.todo':
    'Open it, say “I am posting this”, post it on {network}, and come back with its address.',

  'notice.channel.sign-in-again.subject': '{channel} needs a new sign-in',
  'notice.channel.sign-in-again.what': '{network} does not accept our sign-in for {channel} any more.',
  'notice.channel.sign-in-again.kept':
    'Nothing is lost: what is planned for this channel waits, and other channels go on.',
  'notice.channel.sign-in-again.todo': 'Open the channel and sign in at {network} again.',

  'notice.channel.connected-by-leaver.subject': 'Sign in anew for {channel}: {who} has left',
  'notice.channel.connected-by-leaver.what':
    '{who} is no member of {library} any more, and {channel} goes out through the sign-in that {who} made at {network}.',
  'notice.channel.connected-by-leaver.kept':
    'What is planned goes on. But whoever made a sign-in can end it at {network} at any moment, and may know its password.',
  'notice.channel.connected-by-leaver.todo':
    'Open the channel and sign in at {network} with the library’s own access. Change the password there too.',

  'notice.administrator.named.subject': '{title} was named administrator of {library}',
  'notice.administrator.named.what':
    'Whoever keeps this system named {title} administrator of {library}. That is the way back for a library whose administrators have left.',
  'notice.administrator.named.kept': 'Everybody’s roles are as they were, and the log says who did it.',
  'notice.administrator.named.todo':
    'If nobody told you of this, ask whoever keeps the system; until it is used, you can take the invitation back under People.',

  'notice.sending.held.subject': 'Nothing goes out for {library} until somebody lets it',
  'notice.sending.held.what':
    'Since {due} this system sends nothing, on no channel of {library} and of no other library that it serves.',
  'notice.sending.held.kept':
    'Everything planned is kept. What comes due meanwhile is looked up or held, and asks before it goes out.',
  'notice.sending.held.todo':
    'Whoever keeps this system looks at the reason, then lets it send again: in the settings, under “For the host”. If that is not you, tell them.',

  'notice.closing.declared.subject': '{who} told everyone: {title}',
  'notice.closing.declared.what':
    '{who} told the public that you are closed or open late, on every channel and as a banner on the Bulletin: “{title}” It passed pause and approval.',
  'notice.closing.declared.kept':
    'Posts that it makes untrue are held and do not go out by themselves: {held}. Everything else goes on as planned.',
  'notice.closing.declared.todo': 'Open it to see where it went, to give what is held a new time, or to open again.',

  'reason.closing': 'The reason: a closing made it untrue.',
  'reason.too-late': 'The reason: it could not be sent in time.',
  'reason.no-use-after': 'The reason: the time after which it is of no use had come.',
  'reason.paused': 'The reason: all sending of the library was paused.',
  'reason.channel-paused': 'The reason: the channel was paused.',
  'reason.channel-not-active': 'The reason: the channel is not active.',
  'reason.sign-in': 'The reason: nobody was signed in at the network.',
  'reason.not-connected': 'The reason: the channel is not connected to an account.',
  'reason.approval': 'The reason: it was not approved.',
  'reason.restored':
    'The reason: this installation was restored or copied, so it may have gone out already. Look at the channel first.',
  'reason.copied': 'The reason: this looks like a copy of an installation that may still be running; both would send.',
  'reason.clock-jumped': 'The reason: the clock of the machine jumped, so that what is due cannot be told.',
  'reason.not-out': 'The reason: somebody looked and did not find it there.',
  'reason.other': 'The reason that was given: {reason}',

  'invitation.subject': '{library} invites you to Shelftalker',
  'invitation.hello': 'Hello {name},',
  'invitation.helloNobody': 'Hello,',
  'invitation.whatBy':
    '{by} invites you to write and plan with {library} on its social media channels. Open this link, choose a password, and you are in. There is nothing to install:',
  'invitation.what':
    '{library} invites you to write and plan on its social media channels. Open this link, choose a password, and you are in. There is nothing to install:',
  'invitation.until': 'The link works once, until {until}. If it is over, ask for a new one.',
  'invitation.notYou': 'You did not expect this? Then do nothing: without the link nothing happens.',

  'reset.subject': 'Choose a new password for Shelftalker',
  'reset.what': 'Somebody asked for a new password for this email. If it was you, open this link:',
  'reset.until': 'It works once, within {minutes} minutes. Your old password works until then.',
  'reset.notYou': 'It was not you? Then do nothing; nothing has changed.',

  'newEmail.subject': 'Confirm your new address for Shelftalker',
  'newEmail.what':
    '{name} asked to sign in to Shelftalker with this address from now on. If that is you, open this link:',
  'newEmail.until': 'It works once, within {hours} hours. Until then nothing changes.',
  'newEmail.notYou': 'It is not you? Then do nothing: without the link nothing happens.',
  'newEmail.askedSubject': 'Another address was asked for your account at Shelftalker',
  'newEmail.asked':
    'Somebody who is signed in as you asked to sign in with {email} from now on. Nothing has changed yet: a link in that mailbox has to be opened first.',
  'newEmail.askedNotYou':
    'It was not you? Sign in, choose a new password, and it is off. Tell an administrator of your library.',
  'newEmail.doneSubject': 'Your address for Shelftalker was changed',
  'newEmail.done':
    'From now on you sign in to Shelftalker with {email}, and letters go there. This was the last one here.',
  'newEmail.doneNotYou': 'It was not you? Tell an administrator of your library at once.',

  'signIn.subject': 'How you sign in to Shelftalker has changed',
  'signIn.passkeyAdded': 'A passkey was added to your account: {name}. It can be used to sign in as you.',
  'signIn.passkeyRemoved': 'A passkey of your account was taken away: {name}. It no longer signs you in.',
  'signIn.passkeyCopied':
    'Somebody tried to sign in with your passkey “{name}”, and it was refused: the passkey seems to exist twice. Take it away under Settings, How you sign in, and add a new one.',
  'signIn.stepOn': 'The second step is on: after your password you are asked for a code.',
  'signIn.stepOff': 'The second step is off: from now on your password alone signs you in.',
  'signIn.passwordSubject': 'Your password for Shelftalker was changed',
  'signIn.passwordByLink':
    'A new password was chosen by a link that we sent to this address. Everybody who was signed in as you was signed out.',
  'signIn.password': 'Your password was changed. Everybody else who was signed in as you was signed out.',
  'signIn.code': 'A recovery code was used to sign in as you. It works no more; the others do.',
  'signIn.notYou': 'It was not you? Choose a new password at once, and tell an administrator of your library.',

  // What stands where the name stood of somebody who was made anonymous. Two of them are not to be told apart.
  'person.former': 'A former colleague',
  'person.formerKey': 'Key …{hint} of a former colleague',
  'forgotten.subject': 'Your name and address are gone from Shelftalker',
  'forgotten.what':
    'Your name, this address and every way to sign in were removed for good. What you wrote and did for the library stays, without your name.',
  'forgotten.backups':
    'Copies that were saved before may hold them until those copies are deleted. Whoever keeps the system can tell you when that is.',
  'forgotten.last': 'This is the last letter to this address. If you are invited again, you begin anew.',

  'letter.link': 'Open it: {link}',
  'letter.no-link': 'Sign in to Shelftalker to do so.',
  'letter.library': 'Library: {library}',
  'letter.why.author': 'You get this letter because the post is yours.',
  'letter.why.manager': 'You get this letter because you look after the channels of this library.',
  'letter.why.role-address': 'This letter goes to the address that is set for the channel {channel}.',
} as const

export type WordKey = keyof typeof en
/** A language's sentences, or some of them: one that is missing is said in English. */
export type Words = { readonly [key in WordKey]?: string }
