/** What whoever runs this machine can mend: its words are for a person, and no stack is printed with it. */
export class ForHost extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ForHost'
  }
}
