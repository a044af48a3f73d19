/** What is drawn: quiet scenes on paper, each with its alt text. Nobody is shown in them. */

interface Scene {
  name: string
  alt: string
  draw: () => string
}
export const WIDTH = 1200
export const HEIGHT = 800

const box = (x: number, y: number, w: number, h: number, fill: string, round = 0) =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${round}" fill="${fill}"/>`
const ball = (x: number, y: number, r: number, fill: string) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`
const shape = (points: string, fill: string) => `<polygon points="${points}" fill="${fill}"/>`
const rug = (x: number, y: number, fill: string) => `<ellipse cx="600" cy="600" rx="${x}" ry="${y}" fill="${fill}"/>`
const spines = (x: number, y: number, heights: number[], fills: string[]) =>
  heights.map((h, at) => box(x + at * 58, y - h, 50, h, fills[at % fills.length]!, 4)).join('')
const INKS = ['#8c2f2b', '#23506e', '#d9a441', '#3f6b4f', '#5b4a6f', '#b9653a', '#2f3e46']

export const SCENES: readonly Scene[] = [
  {
    name: 'new-titles.jpg',
    alt: 'A wooden shelf with two rows of books in red, blue, ochre and green, with room left at the end',
    draw: () =>
      box(0, 0, WIDTH, HEIGHT, '#f2eadb') +
      spines(120, 350, [210, 240, 190, 250, 220, 200, 245, 215, 230, 205, 240, 190, 225], INKS) +
      box(80, 350, 1040, 26, '#9b7450', 4) +
      spines(120, 680, [230, 200, 245, 215, 190, 240, 225, 205, 235, 210, 195], [...INKS].reverse()) +
      box(80, 680, 1040, 26, '#9b7450', 4),
  },
  {
    name: 'story-time-rug.jpg',
    alt: 'A round striped rug with three cushions and an open picture book in the middle',
    draw: () =>
      box(0, 0, WIDTH, HEIGHT, '#f6e7cf') +
      box(0, 520, WIDTH, 280, '#cfa778') +
      rug(430, 150, '#b0493f') +
      rug(330, 112, '#f1d9a7') +
      rug(230, 76, '#35627a') +
      ball(270, 480, 74, '#3f6b4f') +
      ball(600, 430, 74, '#d9a441') +
      ball(930, 480, 74, '#5b4a6f') +
      shape('480,570 600,600 600,690 470,650', '#fffdf6') +
      shape('720,570 600,600 600,690 730,650', '#f4efe2'),
  },
  {
    name: 'seed-drawer.jpg',
    alt: 'Five seed packets in a wooden drawer, each with a round mark of another color',
    draw: () =>
      box(0, 0, WIDTH, HEIGHT, '#e7ecd9') +
      box(120, 220, 960, 440, '#a37c52', 14) +
      box(160, 260, 880, 360, '#7d5d3c', 8) +
      [0, 1, 2, 3, 4]
        .map((n) => box(200 + n * 170, 300, 130, 280, '#fbf6e8', 6) + ball(265 + n * 170, 420, 44, INKS[n]!))
        .join(''),
  },
  {
    name: 'old-harbor.jpg',
    alt: 'A harbor in the colors of an old postcard: two sailing boats, a pier and a white lighthouse',
    draw: () =>
      box(0, 0, WIDTH, HEIGHT, '#ead9b5') +
      box(0, 470, WIDTH, 330, '#7f9a97') +
      shape('900,470 930,180 1000,180 1030,470', '#f7f1e0') +
      box(925, 140, 80, 46, '#8c2f2b') +
      shape('260,440 380,180 380,440', '#fbf4e0') +
      shape('400,440 400,220 500,440', '#f1e2bd') +
      shape('230,455 530,455 490,510 270,510', '#5d3f2c') +
      shape('610,470 690,300 690,470', '#fbf4e0') +
      shape('590,480 760,480 735,515 615,515', '#5d3f2c') +
      box(0, 610, 520, 26, '#6f5136') +
      [40, 180, 320, 460].map((x) => box(x, 620, 22, 180, '#6f5136')).join(''),
  },
  {
    name: 'repair-bench.jpg',
    alt: 'A workbench with a lamp, a toaster, a screwdriver and a spool of thread',
    draw: () =>
      box(0, 0, WIDTH, HEIGHT, '#dde5e8') +
      box(0, 560, WIDTH, 240, '#8a6642') +
      box(420, 360, 340, 210, '#b9c3c9', 26) +
      box(470, 340, 240, 34, '#4f5b62', 10) +
      box(860, 250, 26, 320, '#35424a') +
      shape('780,270 960,270 920,170 820,170', '#d9a441') +
      box(150, 590, 230, 26, '#8c2f2b', 12) +
      box(370, 597, 130, 12, '#68747b') +
      box(940, 480, 90, 90, '#3f6b4f', 8),
  },
  {
    name: 'book-club-table.jpg',
    alt: 'Six copies of the same blue book in a circle on a round table, with a teapot in the middle',
    draw: () =>
      box(0, 0, WIDTH, HEIGHT, '#efe3d2') +
      ball(600, 420, 340, '#a9764a') +
      [0, 60, 120, 180, 240, 300]
        .map((turn) => `<g transform="rotate(${turn} 600 420)">${box(560, 120, 84, 116, '#23506e', 5)}</g>`)
        .join('') +
      ball(600, 420, 70, '#fbf6e8') +
      box(660, 406, 54, 20, '#fbf6e8', 8),
  },
  {
    name: 'summer-reading.jpg',
    alt: 'A hammock between two trees with four books in it, under a yellow sun',
    draw: () =>
      box(0, 0, WIDTH, HEIGHT, '#cfe6ef') +
      ball(980, 130, 80, '#f0c04a') +
      box(0, 620, WIDTH, 180, '#7aa266') +
      box(180, 180, 50, 460, '#6b4a33') +
      box(970, 240, 50, 400, '#6b4a33') +
      ball(205, 170, 140, '#4c7f56') +
      ball(995, 300, 100, '#4c7f56') +
      spines(490, 520, [90, 110, 80, 100], INKS) +
      `<path d="M230 380 Q600 660 970 400" stroke="#b0493f" stroke-width="34" fill="none"/>`,
  },
]
