// Days in Norway, as they are stored.
const norwegian = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });

// So many days from today.
export const day = (days = 0) => new Date(Date.parse(norwegian.format(new Date())) + days * 86_400_000).toISOString().slice(0, 10);
