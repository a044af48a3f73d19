import type { Spanish } from './spanish.ts'

export const posts: Spanish = {
  'posts.noAlt': 'Imagen sin descripción',
  'posts.text': 'Texto',
  'posts.textOf': 'Texto {number}',
  'posts.picture': 'Imagen {number}',
  'posts.video': 'Vídeo {number}',
  'posts.videoNoAlt': 'Vídeo sin descripción',
  'posts.captionsIn': 'Subtítulos en {language}',
  'posts.decorative': 'Solo decoración: sin texto alternativo',
  'posts.save': 'Guardar',
  'posts.areaRetired': 'Un área retirada',
  'posts.branchRetired': 'Una sucursal retirada',
  'posts.servesGone': 'Algo que se retiró',
}
