import type { Spanish } from './spanish.ts'

export const inbox: Spanish = {
  'inbox.title': 'Aquí todavía no espera nada',
  'inbox.text':
    'Los comentarios, las menciones y los mensajes de todos los canales se reunirán aquí, cada uno con quien lo responde. Hasta entonces hay que responder donde se escribieron.',
  'inbox.source':
    'Quien recibe respuesta vuelve: la conversación es lo que distingue un canal de un tablón de anuncios (King, Managing Your Library’s Social Media Channels, 2015).',
  'inbox.channels': 'Ir a los canales',
}
