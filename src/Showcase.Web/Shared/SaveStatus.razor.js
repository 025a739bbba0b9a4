// The moment as this browser's clock shows it, such as 12:04.
export const clock = milliseconds =>
  new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(new Date(milliseconds))
