/** Of posts wherever they are shown: `src/posts/`. */
export const posts = {
  'posts.noAlt': 'Picture without a description',
  'posts.text': 'Text',
  'posts.textOf': 'Text {number}',
  'posts.picture': 'Picture {number}',
  'posts.video': 'Video {number}',
  'posts.videoNoAlt': 'Video without a description',
  'posts.captionsIn': 'Captions in {language}',
  'posts.decorative': 'Only decoration: no alt text',
  'posts.save': 'Save',
  'posts.areaRetired': 'An area that is retired',
  'posts.branchRetired': 'A branch that is retired',
  'posts.servesGone': 'Something that is retired',
} as const
