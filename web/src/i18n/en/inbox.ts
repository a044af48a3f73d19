export const inbox = {
  'inbox.title': 'Nothing waits here yet',
  'inbox.text':
    'Comments, mentions and messages of all your channels will come together here, each with who answers it. Until then answer where they were written.',
  'inbox.source':
    'People who are answered come back: conversation is what tells a channel from a notice board (King, Managing Your Library’s Social Media Channels, 2015).',
  'inbox.channels': 'Go to the channels',
} as const
