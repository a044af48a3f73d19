/** Where every network sends the browser back, below `/api/v1`. It stands in our documents and registrations. */
export const FINISH_PATH = '/channels/sign-in/finish'
